// Who is signed in, as the shell learnt it; features ask here for the person and what they may do.
import { createContext, useContext } from "react";

export type Me = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: "zh" | "en";
  readonly actingFor: string | null;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly organisations: readonly ActingFor[];
};
export type ActingFor = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly shortName: string;
  readonly demo: boolean;
  readonly roles: readonly { role: string; until: string | null; delegatedFrom: string | null }[];
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

/** The organisation acted for, null when the person holds no role anywhere. */
export function useActing(): ActingFor | null {
  const me = useMe();
  return me.organisations.find((one) => one.id === me.actingFor) ?? null;
}
