// After a door has opened: on to where the person wanted to go, within this site only.

export function enter(next: string | readonly string[] | undefined): void {
  // A fresh page, so that nothing read before belongs to somebody else.
  window.location.assign(insidePath(typeof next === "string" ? next : undefined));
}

/** "//elsewhere" and "https:" would lead away from the site with a fresh session. */
export function insidePath(next: string | undefined): string {
  if (!next?.startsWith("/") || /^\/[/\\]/.test(next) || next.startsWith("/sign-in")) return "/";
  return next;
}
