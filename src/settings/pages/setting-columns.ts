import * as m from '#paraglide/messages.js'
import type { InForce } from '#settings/model.ts'
import type { Column } from '#ui/shapes.ts'
import { settingGroup, settingText, settingTitle, sourceOf, valueWords } from './words.ts'

export interface Shown extends InForce {
  readonly key: string
  readonly unit: string | null
  readonly upcoming: readonly { id: string; validFrom: string; value: string | number }[]
}

/** The numbers of a place as lines of a sheet; `names` are those of the places above, by code. */
export function settingColumns(names: Readonly<Record<string, string>>): Column<Shown>[] {
  return [
    { key: 'group', label: m.settings_column_group(), text: (one) => settingGroup(one.key) },
    { key: 'title', label: m.settings_column_title(), text: (one) => settingTitle(one.key) },
    {
      key: 'value',
      label: m.settings_column_value(),
      text: (one) => valueWords(one.value, one.unit),
    },
    {
      ...{ key: 'place', label: m.settings_column_place() },
      text: ({ tenantCode }) => (tenantCode ? (names[tenantCode] ?? tenantCode) : ''),
    },
    { key: 'validFrom', label: m.settings_column_from() },
    { key: 'source', label: m.settings_column_source(), text: sourceOf },
    {
      ...{ key: 'verified', label: m.settings_column_verified() },
      text: (one) => (one.verified ? m.settings_verified_yes() : m.settings_verified_no()),
    },
    { key: 'text', label: m.settings_column_text(), text: (one) => settingText(one.key) },
  ]
}

/** With `?verified=no` only what still has to be compared with the local rules. */
export function asAsked(settings: readonly Shown[], url: URL): readonly Shown[] {
  const asked = url.searchParams.get('verified')
  if (asked !== 'yes' && asked !== 'no') return settings
  return settings.filter((one) => one.verified === (asked === 'yes'))
}
