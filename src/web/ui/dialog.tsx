// A dialog of the browser's own: keeps the focus, closes on Escape, gives the focus back.
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../lib/words.ts";
import { Button } from "./button.tsx";
import { words } from "./words.ts";

export function Dialog({
  open,
  onClose,
  title,
  children,
  footer,
  onSubmit,
  shape,
  stays,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** Makes the inside a form. */
  onSubmit?: () => void;
  shape?: "wide" | "side";
  /** Cannot be closed by Escape or the cross. */
  stays?: boolean;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const label = useId();
  const say = useWords(words);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  if (!open) return null;
  const inside = (
    <>
      <header>
        <h2 id={label}>{title}</h2>
        {stays ? null : <Button tone="quiet" icon="cross" aria-label={say("close")} onClick={onClose} />}
      </header>
      <div className="body">{children}</div>
      {footer ? <footer>{footer}</footer> : <span />}
    </>
  );
  return (
    <dialog
      ref={ref}
      className={shape ? `dialog ${shape}` : "dialog"}
      aria-labelledby={label}
      onCancel={(event) => {
        event.preventDefault();
        if (!stays) onClose();
      }}
    >
      {onSubmit ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {inside}
        </form>
      ) : (
        <div className="inner">{inside}</div>
      )}
    </dialog>
  );
}
