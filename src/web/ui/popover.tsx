// A small sheet beside its button: menus, sources. The browser closes it on Escape or a click outside.
import { type ReactNode, useId, useRef, useState } from "react";

export function Popover({
  button,
  children,
  label,
  className = "btn quiet",
  align = "start",
}: {
  /** Inside of the button. */
  button: ReactNode;
  children: ReactNode | ((close: () => void) => ReactNode);
  label?: string;
  className?: string;
  align?: "start" | "end";
}) {
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => sheet.current?.hidePopover();
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        popoverTarget={id}
        aria-label={label}
        aria-expanded={open}
        aria-haspopup="true"
      >
        {button}
      </button>
      <div
        ref={sheet}
        id={id}
        popover="auto"
        className="pop"
        onBeforeToggle={(event) => setOpen(event.newState === "open")}
        onToggle={(event) => {
          if (event.newState === "open" && sheet.current && anchor.current)
            put(sheet.current, anchor.current, align);
        }}
      >
        {open ? (typeof children === "function" ? children(close) : children) : null}
      </div>
    </>
  );
}

function put(sheet: HTMLElement, anchor: HTMLElement, align: "start" | "end"): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const wish = align === "end" ? at.right - width : at.left;
  const left = Math.max(8, Math.min(wish, window.innerWidth - width - 8));
  const below = at.bottom + 4 + height <= window.innerHeight || at.top < height;
  sheet.style.left = `${left}px`;
  sheet.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
}
