// Takes one file by click or by drop and refuses what is too large before it travels.
import { type ReactNode, useRef, useState } from "react";
import { useWords } from "../lib/words.ts";
import { Icon } from "./icon.tsx";
import { words } from "./words.ts";

export function FileDrop({
  accept,
  maxMb = 20,
  hint,
  busy,
  onFile,
}: {
  accept: string;
  maxMb?: number;
  hint?: ReactNode;
  busy?: boolean;
  onFile: (file: File) => void;
}) {
  const say = useWords(words);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState("");
  const take = (file: File | undefined) => {
    if (!file) return;
    const large = file.size > maxMb * 1_048_576;
    setWrong(large ? say("tooBig", { limit: maxMb }) : "");
    if (!large) onFile(file);
  };
  return (
    <label
      className="drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      {busy ? <span className="spin" /> : <Icon name="upload" />}
      <span>{say("dropHere")}</span>
      {hint ? <span className="muted">{hint}</span> : null}
      {wrong ? (
        <span className="wrong" role="alert">
          {wrong}
        </span>
      ) : null}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept={accept}
        disabled={busy}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </label>
  );
}
