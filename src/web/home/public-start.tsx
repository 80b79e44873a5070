// The public start, without sign-in: what is open to everybody today, and the doors.
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Card, PageHead } from "../ui/frame.tsx";
import "../ui/frame.css";
import { words } from "./words.ts";

export function PublicStart() {
  const say = useWords(words);
  return (
    <main className="page public-start">
      <PageHead
        title={say("publicTitle")}
        lead={say("publicLead")}
        actions={
          <LinkButton tone="primary" to="/sign-in">
            {say("signIn")}
          </LinkButton>
        }
      />
      <div className="grid-3">
        <Card title={say("publicEnterprise")}>
          <p className="muted">{say("publicEnterpriseText")}</p>
          <div className="actions">
            <LinkButton to="/claim">{say("claimDoor")}</LinkButton>
          </div>
        </Card>
        <Card title={say("publicMember")}>
          <p className="muted">{say("publicMemberText")}</p>
          <div className="actions">
            <LinkButton to="/sign-in">{say("signIn")}</LinkButton>
          </div>
        </Card>
        <Card title={say("publicApi")}>
          <p className="muted">{say("publicApiText")}</p>
          <div className="actions">
            {/* A page of the server's own, outside of the router. */}
            <a className="btn" href="/api/docs">
              {say("openApi")}
            </a>
          </div>
        </Card>
      </div>
      <p className="muted">{say("publicLater")}</p>
    </main>
  );
}
