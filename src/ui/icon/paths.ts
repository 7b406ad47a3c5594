const ring = 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z'

/** One drawing hand for every icon: a 24-unit box, a single round stroke, no fill. */
export const iconPaths = {
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5h4v5',
  star: 'M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z',
  plus: 'M12 5v14M5 12h14',
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.7a2.2 2.2 0 0 0 4 0',
  notice: 'M4 5h16v11H4zM8.5 20l1-4M15.5 20l-1-4M8 9h8M8 12.2h5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  search: 'M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15.5 15.5L20 20',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  warning: 'M12 4l9 15.5H3zM12 10v4.5M12 17v.01',
  info: `${ring}M12 11v5M12 8v.01`,
  clock: `${ring}M12 7.5V12l3 2`,
  person: 'M12 4a3.8 3.8 0 1 1 0 7.6A3.8 3.8 0 0 1 12 4zM4.5 20c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  people:
    'M9 5a3.4 3.4 0 1 1 0 6.8A3.4 3.4 0 0 1 9 5zM2.5 19.5c.5-3.6 3-5.4 6.5-5.4s6 1.8 6.5 5.4M15.5 5.2a3.3 3.3 0 0 1 0 6.4M17.5 14.4c2.3.6 3.7 2.3 4 5.1',
  house: 'M2.5 10.5L12 4l9.5 6.5M5 9.5V20h14V9.5M9.5 20v-6h5v6M12 14v6',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  book: 'M5 4h9a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h9M9 8h4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7',
  chart: 'M4 4v16h16M8 16v-4M12 16V8M16 16v-6',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  upload: 'M12 16V5M7.5 9L12 4.5 16.5 9M5 20h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  speaker: 'M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11',
  microphone:
    'M12 3.5a3 3 0 0 1 3 3V11a3 3 0 0 1-6 0V6.5a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11.5H4zM12 10a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z',
  phone:
    'M6 4h3l1.5 4.5-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2L20 15v3a2 2 0 0 1-2 2C10.5 20 4 13.5 4 6a2 2 0 0 1 2-2z',
  language:
    'M3.5 6h9M8 4v2M5 12.5c3-1 5-3.5 5.5-6.5M6 8.5c1 2 2.8 3.3 5 4M12 20l4-9.5 4 9.5M13.4 17h5.2',
  'text-size': 'M2.5 18.5L8 6l5.5 12.5M4.5 14.5h7M14 18.5l3.5-8.5 3.5 8.5M15.3 15.7h4.4',
  'arrow-right': 'M5 12h14M13 6l6 6-6 6',
  'arrow-left': 'M19 12H5M11 6l-6 6 6 6',
  'chevron-down': 'M6 9l6 6 6-6',
  'sort-up': 'M12 19V5M6 11l6-6 6 6',
  'sort-down': 'M12 5v14M6 13l6 6 6-6',
  external: 'M13 5h6v6M19 5l-8 8M17 14v5H5V7h5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM9 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  message: 'M4 5h16v11H10l-4 4v-4H4z',
  map: 'M9 5L3.5 7v12L9 17l6 2 5.5-2V5L15 7zM9 5v12M15 7v12',
  scale: 'M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a3 3 0 0 0 5 0zM19 7l-2.5 6a3 3 0 0 0 5 0z',
  building: 'M5 20V5h9v15M14 9h5v11M3 20h18M8 9h3M8 13h3',
  coins:
    'M9 5c3 0 5 1 5 2.3s-2 2.3-5 2.3-5-1-5-2.3S6 5 9 5zM4 7.3v4.4C4 13 5.5 13.8 7.5 14M10 12.5c0-1.3 2-2.3 5-2.3s5 1 5 2.3-2 2.3-5 2.3-5-1-5-2.3zM10 12.5V17c0 1.3 2 2.3 5 2.3s5-1 5-2.3v-4.5',
  seal: 'M9 4h6l-1 7h3a2 2 0 0 1 2 2v3H5v-3a2 2 0 0 1 2-2h3zM5 20h14',
  menu: 'M4 7h16M4 12h16M4 17h16',
  'sign-out': 'M14 5H5v14h9M10 12h10M16 8l4 4-4 4',
  filter: 'M4 5h16l-6 7.5V19l-4-2v-4.5z',
  history: 'M4 5v5h5M4.6 10a8 8 0 1 1-.4 4M12 8v4.5l3 1.5',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  shield: 'M12 3.5L19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM9 12l2 2 4-4',
  gift: 'M4 9h16v4H4zM5.5 13v7h13v-7M12 9v11M12 9C9 9 7 7.7 7.5 5.8 8.2 3.7 11 5 12 9c1-4 3.8-5.3 4.5-3.2C17 7.7 15 9 12 9z',
  eye: 'M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  flag: 'M6 21V4M6 5h12l-3 4 3 4H6',
} as const

export type IconName = keyof typeof iconPaths
