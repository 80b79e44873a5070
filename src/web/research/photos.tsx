// The photos of a visit; the server takes their place out before it keeps them.
import { useState } from "react";
import {
  addPhoto,
  photoLimitMb,
  photosPerVisit,
  removePhoto,
  type VisitPage,
} from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useActing } from "../lib/session.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";

export function Photos({ visit, open }: { visit: VisitPage; open: boolean }) {
  const say = useWords(words);
  const acting = useActing();
  const add = useAct(addPhoto);
  const drop = useAct(removePhoto);
  const [caption, setCaption] = useState("");
  const source = (photoId: string) =>
    `/api/research/visits/${visit.id}/photos/${photoId}?as=${acting?.id ?? ""}`;
  return (
    <Card title={say("photos")}>
      <div className="research-form">
        <ProblemNotice problem={add.problem ?? drop.problem} />
        {visit.photoRows.length === 0 ? <p className="muted">{say("photosEmpty")}</p> : null}
        <ul className="photos">
          {visit.photoRows.map((photo) => (
            <li key={photo.id}>
              <img src={source(photo.id)} alt={photo.caption || photo.name} loading="lazy" />
              <div className="line">
                <span>{photo.caption || photo.name}</span>
                {open ? (
                  <Button
                    small
                    tone="quiet"
                    icon="cross"
                    aria-label={`${say("removePhoto")} ${photo.caption || photo.name}`}
                    onClick={() => drop.attempt({ id: visit.id, photoId: photo.id })}
                  />
                ) : null}
              </div>
            </li>
          ))}
        </ul>
        {open && visit.photoRows.length < photosPerVisit ? (
          <>
            <TextField
              label={say("caption")}
              maxLength={100}
              value={caption}
              onChange={(event) => setCaption(event.target.value)}
            />
            <FileDrop
              accept="image/jpeg,image/png"
              maxMb={photoLimitMb}
              hint={say("photosHint", { mb: photoLimitMb, count: photosPerVisit })}
              busy={add.running}
              onFile={async (file) => {
                if (await add.attempt({ id: visit.id, caption }, file)) setCaption("");
              }}
            />
          </>
        ) : null}
      </div>
    </Card>
  );
}
