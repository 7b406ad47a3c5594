import * as m from '#paraglide/messages.js'
import { exactTime, instant } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { ListedAccount } from '../model.ts'

/** How people sign in: on the page and in a sheet. */
export function accountColumns(): Column<ListedAccount>[] {
  return [
    { key: 'name', label: m.auth_people_name(), primary: true, sort: true },
    {
      ...{ key: 'username', label: m.auth_people_username() },
      text: (person) => person.username ?? m.auth_people_none(),
    },
    {
      ...{ key: 'card', label: m.auth_people_card(), sort: true },
      text: ({ passbookIssuedAt: at }) => (at ? instant(at) : m.auth_people_none()),
      exact: ({ passbookIssuedAt: at }) => (at ? exactTime(at) : m.auth_people_none()),
    },
  ]
}
