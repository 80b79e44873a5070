// An invented list of enterprises as a workbook, for the bench of the import and the test that kills it half-way.
import ExcelJS from "exceljs";

export const importHeader = [
  ...["统一社会信用代码 *", "企业名称 *", "简称", "别名", "行业代码 *", "行政区划代码 *", "登记注册类型"],
  ...["成立日期", "地址", "指标年份", "从业人员（人）", "营业收入（万元）", "资产总额（万元）", "豁免原因"],
];

const brands = [..."晨绿银华金天永海鼎新瑞百嘉恒明达利兴隆美安康泰宏顺源雅诚信博星"];
const cities = [
  ...[
    "济南",
    "青岛",
    "佛山",
    "东莞",
    "杭州",
    "宁波",
    "温州",
    "厦门",
    "泉州",
    "重庆",
    "苏州",
    "无锡",
    "保定",
    "成都",
  ],
];
const trades = ["纸业", "电器", "鞋业", "塑料制品", "自行车", "饮料", "乳业", "家具"];

/** The name of the n-th invented enterprise; no two of the first 400,000 are alike. */
function nameOf(n: number): string {
  const at = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
  const brand = at(brands, n) + at(brands, Math.floor(n / 31)) + at(brands, Math.floor(n / 961));
  return `${at(cities, Math.floor(n / 7))}${brand}${at(trades, Math.floor(n / 29_791) + n)}有限公司`;
}

/** @param code of the n-th */
export async function workbookOf(count: number, code: (n: number) => string, first = 1000): Promise<Buffer> {
  return written(
    Array.from({ length: count }, (_, i) => {
      const n = first + i;
      const address = `${cities[n % cities.length]}市工业路${(n % 900) + 1}号`;
      const figures = [2025, (n % 1200) + 5, ((n % 9000) + 100) / 2, (n % 5000) + 50];
      return [code(n), nameOf(n), null, null, "2221", "370100", null, null, address, ...figures, null];
    }),
  );
}

export async function written(rows: readonly unknown[][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("名单");
  for (const row of [importHeader, ...rows]) sheet.addRow(row);
  return Buffer.from(await book.xlsx.writeBuffer());
}
