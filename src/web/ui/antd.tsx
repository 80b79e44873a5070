// For screens that need a component of antd: its theme from our tokens, the chosen language, the nonce of the policy.
import { ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { type ReactNode, useSyncExternalStore } from "react";
import { usePreferences } from "../lib/preferences.ts";

export function Antd({ children }: { children: ReactNode }) {
  const { language, theme: chosen } = usePreferences();
  const systemDark = useSyncExternalStore(watchDark, isDark);
  const dark = chosen === "dark" || (chosen === "system" && systemDark);
  return (
    <ConfigProvider
      locale={language === "en" ? enUS : zhCN}
      csp={{ nonce: nonce() }}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: dark ? "#4fb3ab" : "#0b6e69",
          colorError: dark ? "#e8697e" : "#c4314b",
          colorBgContainer: dark ? "#1e1e1b" : "#ffffff",
          colorBgElevated: dark ? "#232320" : "#ffffff",
          colorBorder: dark ? "#858177" : "#8d877d",
          colorText: dark ? "#eceae4" : "#211f1c",
          borderRadius: 6,
          controlHeight: 36,
          fontFamily: "var(--font)",
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}

const query = "(prefers-color-scheme: dark)";
const isDark = (): boolean => window.matchMedia(query).matches;
function watchDark(fn: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener("change", fn);
  return () => media.removeEventListener("change", fn);
}

/** The html carries it in a property, where styles of other origins cannot read it. */
const nonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
