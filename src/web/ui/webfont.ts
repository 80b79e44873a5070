// Noto Sans SC in slices; the last font of the stack, so a slice is fetched only where no system font has the character.
import "@fontsource-variable/noto-sans-sc/index.css";
