// Starts the browser's side: the look, the list of features, and, last of all, the font few machines need.
import { createRoot } from "react-dom/client";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/kit.css";
import "./ui/kit-parts.css";
import { features } from "./features.ts";
import { App } from "./home/app.tsx";

const root = document.getElementById("app");
if (root) createRoot(root).render(<App features={features} />);

// Only machines without a Chinese font need the list of font slices: after everything else.
const later = () => void import("./ui/webfont.ts");
if ("requestIdleCallback" in window) requestIdleCallback(later, { timeout: 5000 });
else setTimeout(later, 3000);
