import * as m from '#paraglide/messages.js'
import type { DivisionKind, Level } from '#places/model.ts'

const levels: Record<Level, () => string> = {
  province: m.places_level_province,
  prefecture: m.places_level_prefecture,
  county: m.places_level_county,
  township: m.places_level_township,
  village: m.places_level_village,
}
export const levelWord = (level: Level): string => levels[level]()

const kinds: Record<DivisionKind, () => string> = {
  villagers_group: m.places_division_villagers_group,
  grid: m.places_division_grid,
}
export const kindWord = (kind: DivisionKind): string => kinds[kind]()

/** What the list of the groups, or of the grids, says. */
export function divisionWords(kind: DivisionKind) {
  const title = kindWord(kind)
  return kind === 'grid'
    ? {
        ...{ title, note: m.places_division_grid_note(), none: m.places_division_none_grid() },
        ...{ add: m.places_division_add_grid(), example: m.places_division_grid_hint() },
      }
    : {
        ...{ title, note: m.places_division_villagers_group_note() },
        none: m.places_division_none_villagers_group(),
        add: m.places_division_add_villagers_group(),
        example: m.places_division_villagers_group_hint(),
      }
}
