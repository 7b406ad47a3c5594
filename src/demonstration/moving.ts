import type { Session } from '#kernel/actor.ts'
import { addDays, plainDateInChina } from '#kernel/clock.ts'
import { instantAt, type Quarter } from './calendar.ts'
import { plainHouse } from './closed-story.ts'
import { headOf } from './population.ts'
import { as, holder, type Telling } from './village-state.ts'

/**
 * A household moves to another village of the county. Its history stays; what it agreed to does not
 * travel, so the new village asks anew.
 */
export function tellMove(from: Telling, to: Telling, of: { quarter: Quarter; by: Session }): void {
  const { door, timeline } = from
  const day = addDays(of.quarter.startsOn, 13)
  timeline.at(instantAt(day, '10:30'), async () => {
    const house = plainHouse(from, 17)
    // Whoever goes signs in once more before, so that one account knows both places.
    const { accountId } = await as(from, headOf(house))
    const { tenantCode } = to.village
    const moved = await door.act(of.by, 'people.move_household', {
      ...{ tenantCode: from.village.tenantCode, householdId: house.id, toTenantCode: tenantCode },
      ...{ toCode: String(to.village.houses.length + 1).padStart(3, '0') },
      ...{ groupId: to.village.groupIds[0]!, gridId: to.village.gridIds[0]! },
      ...{ happenedOn: plainDateInChina(door.clock.now()), reason: '投亲迁居' },
    })
    house.gone = true
    const keeper = await as(to, holder(to.village, 'scorekeeper'))
    const there = new Map(moved.persons.map((pair) => [pair.from, pair.to]))
    for (const member of house.members.filter((one) => one.takesPart)) {
      const paper = {
        tenantCode,
        personId: there.get(member.id)!,
        purpose: 'points' as const,
        signedOn: day,
      }
      await door.act(keeper, 'people.grant_consent', paper)
    }
    const link = { tenantCode, personId: there.get(headOf(house).id)!, accountId: accountId! }
    await door.act({ accountId: null, system: 'sign_in' }, 'auth.link_account', {
      ...link,
      way: 'demonstration',
    })
  })
}
