// Puts the features' screens behind their addresses: public ones alone, the others inside the signed-in shell.
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { type ComponentType, createElement, lazy, Suspense, useState } from "react";
import { queryOf } from "../lib/call.ts";
import { type Feature, FeaturesProvider } from "../lib/feature.ts";
import { parseQuery } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { queries } from "../lib/use-call.ts";
import { Skeleton } from "../ui/empty.tsx";
import { Toasts } from "../ui/toast.tsx";
import { Broken, NotAllowed, NotFound } from "./edges.tsx";

export function App({ features }: { features: readonly Feature[] }) {
  const [router] = useState(() => routerOf(features));
  return (
    <QueryClientProvider client={queries}>
      <FeaturesProvider value={features}>
        <RouterProvider router={router} />
        <Toasts />
      </FeaturesProvider>
    </QueryClientProvider>
  );
}

const Shell = lazy(() => import("./shell/shell.tsx").then((m) => ({ default: m.Shell })));

function routerOf(features: readonly Feature[]) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken });
  const shell = createRoute({
    getParentRoute: () => root,
    id: "shell",
    component: () => (
      <Suspense fallback={null}>
        <Shell />
      </Suspense>
    ),
    notFoundComponent: NotFound,
    errorComponent: Broken,
  });
  const all = features.flatMap((feature) => feature.routes);
  const route = (parent: typeof root | typeof shell) => (entry: Feature["routes"][number]) => {
    const load = lazyRouteComponent(
      async () => ({ Screen: await entry.screen() }) as { Screen: ComponentType },
      "Screen",
    );
    return createRoute({
      getParentRoute: () => parent as typeof root,
      path: entry.path.replace(/:(\w+)/g, "$$$1"),
      component: entry.may === "public" || !entry.may ? load : guarded(entry.may, load),
      errorComponent: Broken,
      pendingComponent: Pending,
    });
  };
  const open = all.filter((entry) => entry.may === "public").map(route(root));
  const closed = all.filter((entry) => entry.may !== "public").map(route(shell));
  return createRouter({
    routeTree: root.addChildren([...open, shell.addChildren(closed)]),
    // Filters stand in the address as plain text, readable and short.
    parseSearch: (text) => parseQuery(text),
    stringifySearch: (values) => {
      const text = queryOf(values);
      return text ? `?${text}` : "";
    },
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingMs: 250,
  });
}

/** The server refuses anyway; here the page only says so before it asks. */
function guarded(permission: string, screen: ComponentType) {
  return function Guarded() {
    const may = useMay();
    return may(permission) ? createElement(screen) : <NotAllowed />;
  };
}

const Pending = () => (
  <div className="page">
    <Skeleton lines={8} />
  </div>
);
