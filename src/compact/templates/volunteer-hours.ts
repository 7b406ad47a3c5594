import type { RuleBookTemplate, RuleItem } from '../model.ts'
import { aspect, bands, type Deed, deduction, deeds, say } from './deed.ts'

/** Four hours are one unit of 5 points; a long day is two units. */
const halfDays = { points: [5, 10], step: 5, evidence: 'record' } as const satisfies Partial<Deed>

const items: readonly RuleItem[] = [
  ...deeds('hours', [
    {
      ...halfDays,
      clause: '1.1',
      key: 'care_hours',
      title: ['照护老人孩子', 'Care for old and young'],
      about: [
        '陪伴、照护独居老人或者留守孩子，每满四小时一份。',
        'Company or care for old people alone or children left behind, per four hours.',
      ],
      cap: 30,
      byAbility: ['电话陪聊、视频辅导，时间照算。', 'Time on the telephone or on video counts.'],
    },
    {
      ...halfDays,
      clause: '1.2',
      key: 'canteen_hours',
      title: ['食堂、活动室服务', 'Canteen and hall'],
      about: [
        '在老年食堂、活动室、农家书屋服务，每满四小时一份。',
        'Service in the elder canteen, hall or library, per four hours.',
      ],
      cap: 25,
      byAbility: ['坐着择菜、登记借书，时间照算。', 'Seated work counts.'],
    },
    {
      ...halfDays,
      clause: '1.3',
      key: 'event_hours',
      title: ['活动服务', 'Events'],
      about: [
        '为节庆、义诊、宣讲活动服务，每满四小时一份。',
        'Service at festivals, clinics and talks, per four hours.',
      ],
      cap: 20,
    },
  ]),
  ...deeds('green_hours', [
    {
      ...halfDays,
      clause: '2.1',
      key: 'clean_hours',
      title: ['环境整治', 'Clean-up'],
      about: [
        '参加环境整治、清河、植树，每满四小时一份。',
        'Clean-ups, streams and trees, per four hours.',
      ],
      cap: 15,
      byAbility: ['登记、送水、看护工具，时间照算。', 'Lists, water and tools count.'],
    },
    {
      ...halfDays,
      clause: '2.2',
      key: 'sorting_hours',
      title: ['垃圾分类引导', 'Guiding waste sorting'],
      about: [
        '在投放点引导分类，每满四小时一份。',
        'Guides sorting at the collection point, per four hours.',
      ],
      cap: 10,
    },
  ]),
  deduction('green_hours', {
    clause: '2.3',
    key: 'littering',
    title: ['乱扔垃圾经提醒不改', 'Littering after reminders'],
    about: [
      '两次提醒后仍在公共地方乱扔垃圾的，由网格员记录，扣分前先听本人说明。',
      'Littering on public ground after two reminders; recorded by a grid worker, the person is heard first.',
    ],
    points: [1, 2],
    cap: 4,
    basis: [
      '村规民约“环境卫生”一章，由村民会议通过。',
      'Chapter on hygiene of the village rules, adopted by the villagers’ assembly.',
    ],
  }),
  ...deeds('safe_hours', [
    {
      ...halfDays,
      clause: '3.1',
      key: 'patrol_hours',
      title: ['巡逻值守', 'Patrol and duty'],
      about: [
        '夜间巡逻、防火防汛值守，每满四小时一份。',
        'Night patrol, fire and flood duty, per four hours.',
      ],
      cap: 15,
      byAbility: ['电话值守，时间照算。', 'Telephone duty counts.'],
    },
    {
      ...halfDays,
      clause: '3.2',
      key: 'traffic_hours',
      title: ['护学护路', 'School and road safety'],
      about: [
        '上下学时段护学、赶集日护路，每满四小时一份。',
        'Watching the road at school time or on market day, per four hours.',
      ],
      cap: 10,
    },
  ]),
  ...deeds('skill_hours', [
    {
      ...halfDays,
      clause: '4.1',
      key: 'repair_hours',
      title: ['义务维修、理发、裁补', 'Repairs, haircuts, mending'],
      about: ['用手艺为村民义务服务，每满四小时一份。', 'A craft given freely, per four hours.'],
      cap: 15,
    },
    {
      ...halfDays,
      clause: '4.2',
      key: 'teaching_hours',
      title: ['义务授课', 'Teaching'],
      about: [
        '义务讲课、带徒、辅导手机使用，每满四小时一份。',
        'Teaches a class, an apprentice or the use of a telephone, per four hours.',
      ],
      cap: 10,
      byAbility: ['线上讲课，时间照算。', 'Teaching online counts.'],
    },
  ]),
  ...deeds('organising', [
    {
      clause: '5.1',
      key: 'team_led',
      title: ['带队组织', 'Leading a team'],
      about: ['组织一次志愿活动，写好记录。', 'Organises a volunteer event and writes it up.'],
      points: 2,
      cap: 8,
      evidence: 'record',
    },
    {
      clause: '5.2',
      key: 'newcomer_brought',
      title: ['带新人', 'Bringing a newcomer'],
      about: ['带一位新志愿者完成第一次服务。', 'Brings a new volunteer through a first service.'],
      points: 1,
      cap: 5,
    },
  ]),
  ...deeds('urgent', [
    {
      clause: '6.1',
      key: 'urgent_turnout',
      title: ['应急出动', 'Emergency turnout'],
      about: [
        '抢险、救火、寻人、送医时出动一次。',
        'Turns out for a flood, fire, search or hospital run.',
      ],
      points: [2, 4],
      cap: 10,
    },
    {
      clause: '6.2',
      key: 'mutual_aid',
      title: ['互助还时', 'Hours returned'],
      about: ['把受过的帮助再帮给别人一次。', 'Passes on to another the help once received.'],
      points: 1,
      cap: 4,
    },
  ]),
]

export const volunteerHours: RuleBookTemplate = {
  key: 'volunteer_hours',
  source: {
    text: say([
      '参照山东东岛刘家村公开报道的做法：个人志愿服务每满四小时计一份，按户内人均评定。原办法一份为一分、人均超过五分为优；这里一份为五分，以便和其他办法用同样的百分制。不设物质特权。',
      'After the published practice of Dongdao Liujia, Shandong: each person’s volunteering counts per four hours and the household is graded by its average. There a unit is one point and an average above five is best; here it is five points, to use the same scale as the other books. No privileges attached.',
    ]),
    url: 'jnnews.tv/p/715599.html',
  },
  content: {
    title: say(['志愿时长积分办法', 'Points for volunteer hours']),
    about: say([
      '志愿时长记在个人名下，按户内参加人的平均数评星，一年一结。人少的户不吃亏。星级界线请村民会议核定。',
      'Hours belong to persons; stars go by the average of the household’s participants, once a year, so small households lose nothing. The villagers’ assembly should confirm the boundaries.',
    ]),
    unit: 'household',
    reckoning: 'per_participant',
    cycle: 'year',
    bands: bands([1, 25], [2, 40], [3, 55], [4, 70], [5, 85]),
    bandsVerified: false,
    minimumHundredths: 2500,
    aspects: [
      aspect('hours', ['关爱服务', 'Care and service'], { part: 'base', max: 40 }),
      aspect('green_hours', ['环境服务', 'Environment'], { part: 'base', max: 20 }),
      aspect('safe_hours', ['平安服务', 'Safety'], { part: 'base', max: 20 }),
      aspect('skill_hours', ['技能服务', 'Skills'], { part: 'base', max: 20 }),
      aspect('organising', ['组织带动', 'Organising'], { part: 'contribution', max: 10 }),
      aspect('urgent', ['应急互助', 'Emergencies and mutual aid'], {
        part: 'contribution',
        max: 10,
      }),
    ],
    items: [...items],
  },
}
