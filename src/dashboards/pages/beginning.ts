import * as m from '#paraglide/messages.js'
import type { FirstStepKey } from '../beginning/queries.ts'

interface Words {
  readonly title: () => string
  readonly note: () => string
  readonly path: string
}

const words: Record<FirstStepKey, Words> = {
  officials: {
    ...{ title: m.dashboards_first_officials, note: m.dashboards_first_officials_note },
    path: '/organisations',
  },
  villages: {
    ...{ title: m.dashboards_first_villages, note: m.dashboards_first_villages_note },
    path: '/places',
  },
  divisions: {
    ...{ title: m.dashboards_first_divisions, note: m.dashboards_first_divisions_note },
    path: '/divisions',
  },
  roster: {
    ...{ title: m.dashboards_first_roster, note: m.dashboards_first_roster_note },
    path: '/roster',
  },
  bodies: {
    ...{ title: m.dashboards_first_bodies, note: m.dashboards_first_bodies_note },
    path: '/organisations',
  },
  settings: {
    ...{ title: m.dashboards_first_settings, note: m.dashboards_first_settings_note },
    path: '/settings',
  },
  rules: {
    ...{ title: m.dashboards_first_rules, note: m.dashboards_first_rules_note },
    path: '/rules',
  },
  quarter: {
    ...{ title: m.dashboards_first_quarter, note: m.dashboards_first_quarter_note },
    path: '/close',
  },
}

/** A first step in words, and the page where it is done. */
export function firstStepWords(key: FirstStepKey) {
  const { title, note, path } = words[key]
  return { title: title(), note: note(), path }
}
