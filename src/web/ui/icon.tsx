// Draws one of the icons in the colour of its text; hidden from readers of the screen unless it has a title.
import { type IconName, icons } from "../lib/icons.ts";

export type { IconName };

export function Icon({ name, title }: { name: IconName; title?: string }) {
  const path = <path d={icons[name]} />;
  if (!title) {
    return (
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
        {path}
      </svg>
    );
  }
  return (
    <svg className="icon" viewBox="0 0 24 24" role="img">
      <title>{title}</title>
      {path}
    </svg>
  );
}
