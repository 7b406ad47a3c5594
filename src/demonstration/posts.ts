import type { OrganisationKind, PostName } from '#organisations/model.ts'
import type { Chance } from './chance.ts'
import { isPickable } from './households.ts'
import { ageOn, type House, isAdultOn, type Villager } from './population.ts'

/** One body of the village and who holds its posts. */
export interface Body {
  readonly kind: OrganisationKind
  readonly name: string
  readonly holders: readonly Holder[]
}

export interface Holder {
  readonly post: PostName
  readonly villager: Villager
  /** The grid or group the post is for, counted from 1. */
  readonly division?: number
}

/** How many people the bodies of a village of this size have. */
export interface BodySizes {
  readonly groups: number
  readonly grids: number
  readonly reviewers: number
  readonly leadingMembers: number
  readonly councillors: number
  readonly representatives: number
  readonly committeeMembers: number
  /** Whether the committee has a deputy director, an accountant and a clerk of its own. */
  readonly keepsBooks: boolean
}

export function bodySizes(
  households: number,
  divided: { groups: number; grids: number },
): BodySizes {
  const large = households >= 200
  return {
    ...divided,
    reviewers: large ? 6 : 4,
    leadingMembers: large ? 4 : 2,
    councillors: large ? 20 : 6,
    representatives: Math.max(8, Math.round(households / 9)),
    committeeMembers: large ? 2 : 1,
    keepsBooks: large,
  }
}

/**
 * Fills every post with somebody who lives in the village, one per household, so that declaring,
 * verifying, reviewing and approving lie in different hands from the start.
 */
export function fillPosts(
  chance: Chance,
  houses: readonly House[],
  of: { sizes: BodySizes; day: string },
): Body[] {
  const eligible = houses.filter((house) => !isPickable(house))
  const draw = drawer(chance, eligible, of.day)
  const { sizes } = of
  // First those who must live in a certain group or grid, as long as there is a choice.
  const bodies = [
    ...divisionBodies(draw, sizes),
    ...leadingBodies(draw, sizes),
    ...watchingBodies(draw, sizes),
  ]
  const all = [...bodies, ...gatherings(chance, eligible, { sizes, day: of.day, draw })]
  for (const { holders } of all) for (const { villager, post } of holders) villager.posts.push(post)
  return all
}

type Draw = (where?: (house: House) => boolean) => Villager

/** Draws grown-ups of working age, each from another household, women and men in turn. */
function drawer(chance: Chance, houses: readonly House[], day: string): Draw {
  const taken = new Set<House>()
  const fit = (one: Villager) => one.takesPart && ageOn(one, day) >= 26 && ageOn(one, day) <= 69
  let turn = 0
  return (where = () => true) => {
    const free = houses.filter(
      (house) => !taken.has(house) && where(house) && house.members.some(fit),
    )
    const house = chance.pick(free)
    if (!house) throw new Error('The village is too small for its offices.')
    taken.add(house)
    turn += 1
    const wanted = turn % 3 === 0 ? 'female' : 'male'
    const members = house.members.filter(fit)
    return members.find((one) => one.sex === wanted) ?? members[0]!
  }
}

function several(post: PostName, count: number, draw: Draw): Holder[] {
  return Array.from({ length: count }, () => ({ post, villager: draw() }))
}

function leadingBodies(draw: Draw, sizes: BodySizes): Body[] {
  const [secretary, deputy] = [draw(), draw()]
  const branch: Holder[] = [
    { post: 'secretary', villager: secretary },
    { post: 'deputy_secretary', villager: deputy },
  ]
  const committee: Holder[] = [
    ...several('director', 1, draw),
    ...several('deputy_director', sizes.keepsBooks ? 1 : 0, draw),
    ...several('committee_member', sizes.committeeMembers, draw),
    ...several('scorekeeper', 1, draw),
    ...several('accountant', sizes.keepsBooks ? 1 : 0, draw),
    ...several('clerk', sizes.keepsBooks ? 1 : 0, draw),
  ]
  const leading: Holder[] = [
    { post: 'leading_head', villager: secretary },
    ...several('leading_member', sizes.leadingMembers, draw),
  ]
  // One person may hold several posts; here the secretary also leads the collective.
  const board: Holder[] = [
    { post: 'chair', villager: secretary },
    { post: 'board_member', villager: deputy },
    { post: 'board_member', villager: committee[1]!.villager },
  ]
  return [
    { kind: 'party_branch', name: '村党支部', holders: branch },
    { kind: 'villagers_committee', name: '村民委员会', holders: committee },
    { kind: 'leading_group', name: '积分管理领导小组', holders: leading },
    { kind: 'collective', name: '村股份经济合作社', holders: board },
  ]
}

function watchingBodies(draw: Draw, sizes: BodySizes): Body[] {
  const watching = [
    ...several('supervision_chair', 1, draw),
    ...several('supervision_member', 2, draw),
  ]
  const review = [
    ...several('review_leader', 1, draw),
    ...several('reviewer', sizes.reviewers, draw),
  ]
  return [
    { kind: 'supervision_committee', name: '村务监督委员会', holders: watching },
    { kind: 'review_group', name: '积分评议小组', holders: review },
  ]
}

function divisionBodies(draw: Draw, sizes: BodySizes): Body[] {
  const groups = Array.from({ length: sizes.groups }, (_, at): Body => {
    const division = at + 1
    const villager = draw((house) => house.group === division)
    return {
      kind: 'villagers_group',
      name: groupName(division),
      holders: [{ post: 'group_leader', villager, division }],
    }
  })
  const workers = Array.from({ length: sizes.grids }, (_, at): Holder => {
    const division = at + 1
    return { post: 'grid_worker', villager: draw((house) => house.grid === division), division }
  })
  const team: Body = {
    kind: 'grid_team',
    name: '网格队伍',
    holders: [...several('grid_leader', 1, draw), ...workers],
  }
  return [...groups, team]
}

export function groupName(number: number): string {
  return `第${'一二三四五六七八九十'[number - 1] ?? number}村民小组`
}

export function gridName(number: number): string {
  return `第${'一二三四五六七八九十'[number - 1] ?? number}网格`
}

/** Elected by all villagers themselves; the committee's other posts are given by the committee. */
const electedToCommittee: readonly PostName[] = ['director', 'deputy_director', 'committee_member']

const bases: Readonly<Partial<Record<OrganisationKind, string>>> = {
  party_branch: '党支部党员大会选举',
  supervision_committee: '村民会议推选',
  representative_assembly: '村民小组会议推选',
  villagers_group: '村民小组会议推选',
  review_group: '村民代表会议推选',
  leading_group: '村民代表会议决定',
  council: '村民会议推选',
  collective: '集体成员大会选举',
  grid_team: '乡镇聘任',
}

/** How somebody comes to such a post in a village, as the laws of these bodies say. */
export function basisOf(kind: OrganisationKind, post: PostName): string {
  const elected = kind === 'villagers_committee' && electedToCommittee.includes(post)
  const basis = elected ? '村民选举' : (bases[kind] ?? '村民委员会决定')
  return `${basis}（演示）`
}

/** The council and the representatives: from every group, a third of them women, half without office. */
function gatherings(
  chance: Chance,
  houses: readonly House[],
  of: { sizes: BodySizes; day: string; draw: Draw },
): Body[] {
  const { sizes, day, draw } = of
  const chair = draw()
  const adults = houses
    .filter((house) => house !== chair.house)
    .map((house) => {
      const grown = house.members.filter((one) => isAdultOn(one, day) && ageOn(one, day) < 76)
      return grown.find((one) => one.sex === 'female' && chance.happens(0.45)) ?? grown[0]
    })
  const willing = chance.shuffled(adults.filter((one) => one !== undefined))
  const spread = willing.toSorted((a, b) => order(willing, a) - order(willing, b))
  const council: Holder[] = [
    { post: 'council_chair', villager: chair },
    ...spread
      .slice(0, sizes.councillors)
      .map((villager) => ({ post: 'council_member' as const, villager })),
  ]
  const assembly = spread.slice(sizes.councillors, sizes.councillors + sizes.representatives)
  return [
    { kind: 'council', name: '村民议事会', holders: council },
    {
      kind: 'representative_assembly',
      name: '村民代表会议',
      holders: assembly.map((villager) => ({ post: 'representative' as const, villager })),
    },
  ]
}

/** First one of every group, then a second one of every group, and so on. */
function order(all: readonly Villager[], one: Villager): number {
  const ofGroup = all.filter((other) => other.house.group === one.house.group)
  return ofGroup.indexOf(one) * 100 + one.house.group
}
