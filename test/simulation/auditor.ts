/**
 * A naive auditor. It keeps its own books from nothing but the acknowledged commands, reckons scores
 * by its own rules, and imports nothing from the program, so that it cannot share its mistakes.
 */

/** A command the program said yes to, in the order of the answers. */
export interface Acknowledged {
  readonly at: string
  readonly accountId: string | null
  readonly name: string
  readonly input: Fields
  readonly value: Fields
}

export interface Fields {
  readonly [name: string]: unknown
}

/** What the auditor is told besides: who lives where, and the rule book as everybody can read it. */
export interface World {
  readonly houses: readonly {
    readonly id: string
    readonly code: string
    readonly people: readonly string[]
  }[]
  readonly book: Book
}

interface Book {
  readonly minimumHundredths: number
  readonly bands: readonly { stars: number; fromHundredths: number }[]
  readonly aspects: readonly { key: string; maxHundredths: number }[]
  readonly items: readonly {
    key: string
    aspectKey: string
    minHundredths: number
    capHundredths: number | null
    negative: boolean
  }[]
}

interface Deed {
  readonly house: string
  readonly item: string
  readonly cycle: string
  readonly negative: boolean
  readonly hands: string[]
  value: number
  state:
    | 'declared'
    | 'hearing'
    | 'verified'
    | 'reviewed'
    | 'approved'
    | 'refused'
    | 'returned'
    | 'withdrawn'
  yes: number
  no: number
}

interface Cycle {
  readonly from: string
  readonly to: string
  closed: boolean
}

export interface Expected {
  readonly faults: readonly string[]
  /** By `cycle/household`: points, stars and the moment before which nothing counts. */
  readonly scores: ReadonlyMap<string, { total: number; stars: number; notBefore: number }>
  readonly balances: ReadonlyMap<string, number>
  readonly entries: ReadonlyMap<string, number>
}

interface Books {
  readonly world: World
  readonly faults: string[]
  readonly deeds: Map<string, Deed>
  readonly cycles: Map<string, Cycle>
  readonly closes: Map<string, string>
  readonly scores: Map<string, { total: number; stars: number; notBefore: number }>
  readonly entries: Map<string, number>
  readonly accounts: Map<string, string>
  readonly taking: Set<string>
  noticeDays: number
}

/** Goes through everything that was acknowledged and says what must have come of it. */
export function audit(log: readonly Acknowledged[], world: World): Expected {
  const books: Books = {
    ...{ world, faults: [], deeds: new Map(), cycles: new Map(), closes: new Map() },
    ...{
      scores: new Map(),
      entries: new Map(),
      accounts: new Map(),
      taking: new Set(),
      noticeDays: 7,
    },
  }
  for (const act of log) {
    const tenant = String(act.input.tenantCode ?? '000000000000')
    books.entries.set(tenant, (books.entries.get(tenant) ?? 0) + 1)
    rules[act.name]?.(books, act)
  }
  const balances = new Map<string, number>()
  for (const [key, { total }] of books.scores) {
    const house = key.split('/')[1]!
    balances.set(house, (balances.get(house) ?? 0) + total)
  }
  return { faults: books.faults, scores: books.scores, entries: books.entries, balances }
}

type Rule = (books: Books, act: Acknowledged) => void

const rules: Readonly<Record<string, Rule>> = {
  'people.import_roster': (books, { input }) => {
    for (const row of input.rows as { householdCode: string; takesPart: boolean | null }[]) {
      const house = books.world.houses.find((one) => one.code === row.householdCode)
      if (row.takesPart && house) books.taking.add(house.id)
    }
  },
  'auth.link_account': (books, { input, value }) => {
    books.accounts.set(String(value.accountId), String(input.personId))
  },
  'settings.decide': (books, { input }) => {
    if (input.key === 'notices.days') books.noticeDays = Number(input.value)
  },
  'points.open_cycle': (books, { value }) => {
    const [from, to] = [String(value.startsOn), String(value.endsOn)]
    books.cycles.set(String(value.cycleId), { from, to, closed: false })
  },
  'points.declare': (books, act) => {
    const { input, value } = act
    enter(books, act, { id: value.deedId, house: input.householdId, value: input.valueHundredths })
  },
  'points.declare_round': (books, act) => {
    const worth = new Map(
      (act.input.households as { householdId: string; valueHundredths: number }[]).map((one) => [
        one.householdId,
        one.valueHundredths,
      ]),
    )
    for (const { householdId, deedId } of act.value.entered as {
      householdId: string
      deedId: string
    }[]) {
      enter(books, act, { id: deedId, house: householdId, value: worth.get(householdId) })
    }
  },
  'points.amend': (books, act) =>
    change(books, act, act.input.deedId, ['returned'], (deed) => {
      deed.state = 'declared'
    }),
  'points.withdraw': (books, act) =>
    change(books, act, act.input.deedId, ['declared', 'returned'], (deed) => {
      deed.state = 'withdrawn'
    }),
  'points.verify': (books, act) => {
    for (const id of act.input.deedIds as string[]) {
      decide(books, act, id, ['declared'], (deed) => {
        deed.state = act.input.decision === 'confirm' ? 'verified' : 'returned'
      })
    }
  },
  'points.review': (books, act) => {
    for (const vote of act.input.votes as { deedId: string; agrees: boolean }[]) {
      decide(books, act, vote.deedId, ['verified', 'hearing'], (deed) => {
        if (vote.agrees) deed.yes += 1
        else deed.no += 1
        if (deed.yes >= 2) deed.state = 'reviewed'
        if (deed.no >= 2) deed.state = 'refused'
      })
    }
  },
  'points.approve': (books, act) => {
    for (const id of act.input.deedIds as string[]) {
      decide(books, act, id, ['reviewed'], (deed) => {
        deed.state = act.input.decision === 'approve' ? 'approved' : 'refused'
      })
    }
  },
  'stars.start_close': (books, { input, value }) => {
    books.cycles.get(String(input.cycleId))!.closed = true
    books.closes.set(String(value.closeId), String(input.cycleId))
  },
  'stars.publish': (books, { input, at }) => {
    const cycle = books.closes.get(String(input.closeId))!
    for (const house of books.taking) score(books, { cycle, house, at })
  },
  'stars.finalise_slice': (books, { input, value, at }) => {
    const cycle = books.closes.get(String(input.closeId))!
    const due = [...books.scores].some(
      ([key, one]) => key.startsWith(cycle) && one.notBefore <= Date.parse(at),
    )
    if (Number(value.finalised) > 0 && !due)
      books.faults.push(`${at}: something became final too early`)
  },
  'appeals.decide': (books, { input, at }) => {
    if (input.outcome !== 'upheld') return
    const remedy = input.remedy as { kind: string; deedId: string; valueHundredths?: number }
    const deed = books.deeds.get(remedy.deedId)!
    if (remedy.kind === 'approve_deed') deed.state = 'approved'
    deed.value = remedy.valueHundredths ?? deed.value
    score(books, { cycle: deed.cycle, house: deed.house, at })
  },
}

function enter(
  books: Books,
  act: Acknowledged,
  of: { id: unknown; house: unknown; value: unknown },
): void {
  const day = String(act.input.happenedOn)
  const item = books.world.book.items.find((one) => one.key === act.input.itemKey)!
  const found = [...books.cycles].find(([, cycle]) => cycle.from <= day && day <= cycle.to)
  const house = String(of.house)
  if (!found || found[1].closed)
    books.faults.push(`${act.at}: a deed was declared outside an open cycle`)
  if (!books.taking.has(house))
    books.faults.push(`${act.at}: a deed of a household that does not take part`)
  if (day > dayInChina(act.at)) books.faults.push(`${act.at}: a deed of the future`)
  books.deeds.set(String(of.id), {
    ...{ house, item: item.key, cycle: found?.[0] ?? '', negative: item.negative },
    ...{ value: Number(of.value ?? item.minHundredths), state: 'declared', yes: 0, no: 0 },
    hands: [whose(books, act)],
  })
}

function whose(books: Books, act: Acknowledged): string {
  return books.accounts.get(act.accountId ?? '') ?? `unknown ${act.accountId}`
}

function change(
  books: Books,
  act: Acknowledged,
  id: unknown,
  states: readonly Deed['state'][],
  write: (deed: Deed) => void,
): void {
  const deed = books.deeds.get(String(id))
  if (!deed) return void books.faults.push(`${act.at}: ${act.name} on an unknown deed`)
  if (!states.includes(deed.state))
    books.faults.push(`${act.at}: ${act.name} on a deed that is ${deed.state}`)
  write(deed)
}

/** Whoever decides has had no hand in the deed and does not live in the household. */
function decide(
  books: Books,
  act: Acknowledged,
  id: unknown,
  states: readonly Deed['state'][],
  write: (deed: Deed) => void,
): void {
  change(books, act, id, states, (deed) => {
    const person = whose(books, act)
    if (deed.hands.includes(person))
      books.faults.push(`${act.at}: ${act.name} by somebody with a hand in it`)
    const home = books.world.houses.find((house) => house.id === deed.house)
    if (home?.people.includes(person))
      books.faults.push(`${act.at}: ${act.name} about one's own household`)
    deed.hands.push(person)
    write(deed)
  })
}

/** Adds up what a household's approved deeds bring, and until when it hangs. */
function score(books: Books, of: { cycle: string; house: string; at: string }): void {
  const { book } = books.world
  const own = [...books.deeds.values()].filter(
    (deed) => deed.cycle === of.cycle && deed.house === of.house && deed.state === 'approved',
  )
  let total = 0
  for (const aspect of book.aspects) {
    let good = 0
    let bad = 0
    for (const item of book.items.filter((one) => one.aspectKey === aspect.key)) {
      const sum = own
        .filter((deed) => deed.item === item.key)
        .reduce((all, deed) => all + deed.value, 0)
      const capped = item.capHundredths === null ? sum : Math.min(sum, item.capHundredths)
      if (item.negative) bad += capped
      else good += capped
    }
    total += Math.min(good, aspect.maxHundredths) - bad
  }
  total = Math.max(total, 0)
  let stars = 0
  for (const band of book.bands)
    if (total >= band.fromHundredths) stars = Math.max(stars, band.stars)
  if (total < book.minimumHundredths) stars = 0
  books.scores.set(`${of.cycle}/${of.house}`, {
    total,
    stars,
    notBefore: endOfNotice(of.at, books.noticeDays),
  })
}

/** The period ends at midnight in China, so many whole days after the day of publication. */
function endOfNotice(publishedAt: string, days: number): number {
  const midnight = Date.parse(`${dayInChina(publishedAt)}T00:00:00+08:00`)
  return midnight + (days + 1) * 86_400_000
}

function dayInChina(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** What is really there, read from the database. */
export interface Actual {
  readonly awards: readonly {
    cycle: string
    house: string
    total: number
    stars: number
    at: string
  }[]
  readonly balances: readonly { house: string; balance: number }[]
  readonly entries: readonly { tenant: string; count: number }[]
}

/** Compares the books with what is there, and names every difference. */
export function compare(expected: Expected, actual: Actual): string[] {
  const faults = [...expected.faults]
  const awards = new Map(actual.awards.map((award) => [`${award.cycle}/${award.house}`, award]))
  for (const [key, { total, stars, notBefore }] of expected.scores) {
    const award = awards.get(key)
    if (!award) faults.push(`${key} has no award`)
    else if (award.total !== total || award.stars !== stars) {
      faults.push(
        `${key} has ${award.total} points and ${award.stars} stars, not ${total} and ${stars}`,
      )
    } else if (Date.parse(award.at) < notBefore)
      faults.push(`${key} counted before its notice had ended`)
  }
  for (const key of awards.keys())
    if (!expected.scores.has(key)) faults.push(`${key} has an award nobody earned`)
  const balances = new Map(actual.balances.map((row) => [row.house, row.balance]))
  for (const house of new Set([...balances.keys(), ...expected.balances.keys()])) {
    const [is, should] = [balances.get(house) ?? 0, expected.balances.get(house) ?? 0]
    if (is !== should)
      faults.push(`household ${house} has ${is} points on its account, not ${should}`)
  }
  for (const { tenant, count } of actual.entries) {
    const should = expected.entries.get(tenant) ?? 0
    if (count !== should) faults.push(`${tenant} has ${count} audit entries for ${should} acts`)
  }
  return faults
}
