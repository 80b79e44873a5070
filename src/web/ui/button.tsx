// A button, or a link that looks like one; says by itself that it is working.
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link } from "../lib/place.tsx";
import { Icon, type IconName } from "./icon.tsx";

type Look = { tone?: "primary" | "danger" | "quiet"; small?: boolean; icon?: IconName; children?: ReactNode };

export function Button({
  tone,
  small,
  icon,
  busy,
  children,
  className = "",
  type = "button",
  ...rest
}: Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type={type}
      className={`${look({ tone, small, icon, children })} ${className}`}
      disabled={busy || rest.disabled}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <span className="spin" /> : icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

export function LinkButton({ to, tone, small, icon, children }: Look & { to: string }) {
  return (
    <Link to={to} className={look({ tone, small, icon, children })}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </Link>
  );
}

const look = ({ tone, small, icon, children }: Look): string =>
  ["btn", tone, small && "small", icon && !children && "icon-only"].filter(Boolean).join(" ");
