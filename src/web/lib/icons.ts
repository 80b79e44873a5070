// The few line drawings the product uses, as paths on a 24 × 24 field; no icon font, no style tags.
export const icons = {
  home: "M3 10.5 12 3l9 7.5M5 9.5V20h5v-6h4v6h5V9.5",
  form: "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h5",
  board: "M4 4h16v16H4zM4 9h16M10 9v11",
  chart: "M4 20V4M4 20h16M8 15l4-5 3 3 5-7",
  building: "M4 21V5l9-2v18M13 9h7v12M3 21h18M7 8h3M7 12h3M7 16h3M16 13h1M16 17h1",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c0-3.5 2.7-6 6-6s6 2.5 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3 2.8 3 5.5",
  phone: "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
  bell: "M6 17V11a6 6 0 1 1 12 0v6l2 1H4zM10 21h4",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5",
  check: "M5 12.5 10 17 19 7",
  cross: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  down: "M6 9l6 6 6-6",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  up: "M12 19V5M6 11l6-6 6 6",
  sort: "M8 4v16M4 16l4 4 4-4M16 20V4M12 8l4-4 4 4",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  upload: "M12 16V5M7 9l5-5 5 5M4 20h16",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2",
  warning: "M12 4 2.5 20h19zM12 10v5M12 17.5v.5",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v6M12 7.5V8",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 21c.5-4 3.5-6.5 7.5-6.5s7 2.5 7.5 6.5",
  menu: "M4 6h16M4 12h16M4 18h16",
  gear: "M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  star: "M12 3.5l2.6 5.6 6 .7-4.5 4.1 1.2 6L12 17l-5.3 2.9 1.2-6L3.4 9.8l6-.7z",
  /** Plans kept for a bad day; a notebook carried to an enterprise. */
  shield: "M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6z M9 12l2 2 4-4",
  notebook: "M7 3h11v18H7z M4 7h3 M4 12h3 M4 17h3 M11 8h4 M11 12h4",
  /** Links between enterprises. */
  network:
    "M5 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM19 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM12 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM7.5 5.5h9M6.2 7.8l4.6 8.4M17.8 7.8l-4.6 8.4",
  /** Somebody's word, and the answer to it. */
  speech: "M4 5h16v11H12l-5 4v-4H4z M8 9h8 M8 12h5",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  sign_out: "M10 4H4v16h6M15 8l4 4-4 4M19 12H9",
  money: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 8l4 5 4-5M12 13v5M9 13h6M9 15.8h6",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.2",
} as const;

export type IconName = keyof typeof icons;
