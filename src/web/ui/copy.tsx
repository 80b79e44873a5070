// A text to take along: a link for WeChat, a receipt number.
import { useState } from "react";
import { useWords } from "../lib/words.ts";
import { Button } from "./button.tsx";
import { words } from "./words.ts";

export function Copyable({ text, label }: { text: string; label?: string }) {
  const say = useWords(words);
  const [done, setDone] = useState(false);
  return (
    <span className="copyable">
      <code title={text}>{text}</code>
      <Button
        small
        icon={done ? "check" : "copy"}
        onClick={async () => {
          await navigator.clipboard.writeText(text);
          setDone(true);
          setTimeout(() => setDone(false), 2000);
        }}
      >
        {done ? say("copied") : (label ?? say("copy"))}
      </Button>
    </span>
  );
}
