// The public start, without sign-in: what is open to everybody today, and the doors.

import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Card, PageHead } from "../ui/frame.tsx";
import "../ui/frame.css";
import { words } from "./words.ts";

export function PublicStart() {
  const say = useWords(words);
  return (
    <main className="page">
      <PageHead
        title={say("product")}
        lead={say("tagline")}
        actions={<LinkButton to="/sign-in">{say("signIn")}</LinkButton>}
      />
      <Card>{say("noNotices")}</Card>
    </main>
  );
}
