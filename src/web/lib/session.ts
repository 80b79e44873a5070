// Who is signed in, as the shell learnt it; features ask here for the person and what they may do.
import { createContext, useContext } from "react";

export type Me = {
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly language: "zh" | "en";
  };
  /** The organisation acted for; null: no role anywhere. */
  readonly acting: ActingFor | null;
  readonly organisations: readonly ActingFor[];
  readonly permissions: readonly string[];
  readonly demo: boolean;
};
export type ActingFor = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly shortName: string;
  readonly demo: boolean;
  readonly roles: readonly string[];
};

const Session = createContext<Me | null>(null);
export const SessionProvider = Session.Provider;

/** Inside the shell only. */
export function useMe(): Me {
  const me = useContext(Session);
  if (!me) throw new Error("useMe is used outside the signed-in shell");
  return me;
}

export function useMay(): (permission: string | undefined) => boolean {
  const me = useContext(Session);
  return (permission) => permission === undefined || (me?.permissions.includes(permission) ?? false);
}

export const useActing = (): ActingFor | null => useMe().acting;

/** Does the person hold one of these roles at the organisation acted for? */
export function useRole(): (...roles: readonly string[]) => boolean {
  const acting = useActing();
  return (...roles) => roles.some((role) => acting?.roles.includes(role));
}
