// A real LibreOffice fills a workbook: opened, typed into as a person would, stored as .xlsx again.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const libreOffice = (): boolean =>
  spawnSync("soffice", ["--version"], { stdio: "ignore", timeout: 60_000 }).status === 0;

/** Puts each text beside its field code (column A of the template) and answers the stored workbook. */
export function fillWorkbook(bytes: Uint8Array, values: Record<string, string>): Uint8Array<ArrayBuffer> {
  const place = mkdtempSync(join(tmpdir(), "wenlian-calc-"));
  try {
    writeFileSync(join(place, "template.xlsx"), bytes);
    writeFileSync(
      join(place, "values.txt"),
      Object.entries(values)
        .map(([code, value]) => `${code}\t${value}\n`)
        .join(""),
    );
    // The first start lays out a profile of its own and would wipe what stood there.
    soffice(place, "--terminate_after_init");
    installMacro(place);
    const where = JSON.stringify(pathToFileURL(place).href);
    const run = soffice(place, `macro:///Standard.Wenlian.Fill(${where})`);
    const filled = join(place, "filled.xlsx");
    try {
      return new Uint8Array(readFileSync(filled));
    } catch {
      throw new Error(
        `LibreOffice stored no workbook: ${run.status} ${run.signal} ${run.stdout} ${run.stderr}`,
      );
    }
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function soffice(place: string, task: string) {
  const profile = `-env:UserInstallation=${pathToFileURL(join(place, "profile"))}`;
  const quietly = ["--headless", "--norestore", "--nologo", "--nofirststartwizard"];
  return spawnSync("soffice", [profile, ...quietly, task], {
    encoding: "utf8",
    timeout: 150_000,
    env: { ...process.env, HOME: place },
  });
}

/** FormulaLocal is what the keyboard does: the program itself decides whether it is a number or a text. */
const macro = `Sub Fill(folder As String)
  Dim nothing_(0) As New com.sun.star.beans.PropertyValue
  nothing_(0).Name = "Hidden"
  nothing_(0).Value = True
  book = StarDesktop.loadComponentFromURL(folder &amp; "/template.xlsx", "_blank", 0, nothing_())
  sheet = book.Sheets.getByIndex(0)
  Dim line As String
  f = FreeFile
  Open ConvertFromURL(folder &amp; "/values.txt") For Input As #f
  Do While Not Eof(f)
    Line Input #f, line
    parts = Split(line, Chr(9))
    For row = 0 To 60
      If sheet.getCellByPosition(0, row).String = parts(0) Then
        sheet.getCellByPosition(2, row).FormulaLocal = parts(1)
      End If
    Next row
  Loop
  Close #f
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(folder &amp; "/filled.xlsx", how())
  book.close(True)
  StarDesktop.terminate()
End Sub`;

function installMacro(place: string): void {
  const library = join(place, "profile/user/basic/Standard");
  mkdirSync(library, { recursive: true });
  const head = (kind: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "${kind.split(":")[1]}.dtd">\n`;
  const names =
    'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"';
  writeFileSync(
    join(library, "Wenlian.xba"),
    `${head("script:module")}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Wenlian" script:language="StarBasic">${macro}</script:module>`,
  );
  for (const [file, elements] of [
    ["script.xlb", '<library:element library:name="Wenlian"/>'],
    ["dialog.xlb", ""],
  ] as const) {
    writeFileSync(
      join(library, file),
      `${head("library:library")}<library:library ${names} library:name="Standard" library:readonly="false" library:passwordprotected="false">${elements}</library:library>`,
    );
  }
  for (const file of ["script", "dialog"]) {
    writeFileSync(
      join(library, `../${file}.xlc`),
      `${head("library:libraries")}<library:libraries ${names}><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/${file}.xlb/" xlink:type="simple" library:link="false"/></library:libraries>`,
    );
  }
}
