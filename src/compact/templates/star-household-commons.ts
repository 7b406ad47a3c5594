import type { RuleItem } from '../model.ts'
import { deduction, deeds } from './deed.ts'

/** Customs, common property, safety, learning and nature: the other five aspects. */
export const commons: readonly RuleItem[] = [
  ...deeds('customs', [
    {
      clause: '6.1',
      key: 'simple_feast',
      title: ['喜事新办、席面节俭', 'A simple celebration'],
      about: [
        '婚宴、寿宴、满月酒简办，不铺张、不放大量烟花。',
        'Weddings, birthdays and births kept simple, without waste or heaps of fireworks.',
      ],
      points: 4,
      cap: 4,
      evidence: 'record',
    },
    {
      clause: '6.2',
      key: 'gentle_memorial',
      title: ['文明祭扫', 'Gentle remembrance'],
      about: [
        '用鲜花、植树代替在野外烧纸。',
        'Flowers or a tree instead of paper burnt in the open.',
      ],
      points: 2,
      cap: 4,
    },
    {
      clause: '6.3',
      key: 'feast_help',
      title: ['红白事帮工', 'Helping at weddings and funerals'],
      about: [
        '邻里办红白事时去帮工，或者参加红白理事会的服务。',
        'Lends a hand at a neighbour’s wedding or funeral, or serves with the ceremonies council.',
      ],
      points: 2,
      cap: 4,
      byAbility: [
        '坐着记账、择菜、写对联也计分。',
        'Keeping the list, trimming vegetables or writing couplets counts.',
      ],
    },
  ]),
  ...deeds('common_property', [
    {
      clause: '7.1',
      key: 'fault_reported',
      title: ['报修公共设施', 'A fault reported'],
      about: [
        '发现路灯、水管、井盖、桥栏坏了，及时报告。',
        'Reports a broken lamp, pipe, manhole cover or railing.',
      ],
      points: 1,
      cap: 4,
      byAbility: [
        '打电话、发语音报告，同样计分。',
        'A telephone call or voice note counts the same.',
      ],
    },
    {
      clause: '7.2',
      key: 'stretch_adopted',
      title: ['认管一段路、一条沟', 'A stretch of road looked after'],
      about: [
        '认管门前路段、沟渠或树木，每月看一次。',
        'Looks after a stretch of road, ditch or trees; looked at once a month.',
      ],
      points: 2,
      cap: 6,
      evidence: 'record',
    },
    {
      clause: '7.3',
      key: 'square_kept',
      title: ['维护广场、活动室', 'Square and hall kept'],
      about: [
        '打扫、修补文化广场、活动室、井台。',
        'Sweeps or mends the square, the hall or the well.',
      ],
      points: 1,
      cap: 3,
    },
  ]),
  deduction('common_property', {
    clause: '7.4',
    key: 'road_blocked',
    title: ['占道堆放经提醒不清理', 'Road blocked after a reminder'],
    about: [
      '在公共道路堆放柴草、土石，网格员提醒一周后仍未清理的，扣分前先听本人说明。',
      'Wood, earth or stones on a public road still there a week after a reminder; the person is heard first.',
    ],
    points: 2,
    cap: 4,
    basis: [
      '村规民约“公共道路”一章，由村民会议通过。',
      'Chapter on public roads of the village rules, adopted by the villagers’ assembly.',
    ],
  }),
  ...deeds('safety', [
    {
      clause: '8.1',
      key: 'fire_checked',
      title: ['用火用电自查', 'Fire and wiring checked'],
      about: [
        '每月自查炉灶、电线、煤气，有隐患马上改。',
        'Checks stove, wiring and gas monthly and mends what is unsafe.',
      ],
      points: [1, 2],
      cap: 4,
      evidence: 'record',
    },
    {
      clause: '8.2',
      key: 'watch_kept',
      title: ['夜间巡逻、防火防汛值守', 'Night, fire or flood watch'],
      about: [
        '自愿参加夜间巡逻、防火或防汛值守一班。',
        'Volunteers for one shift of night, fire or flood watch.',
      ],
      points: 2,
      cap: 6,
      evidence: 'record',
      byAbility: [
        '行动不便的，负责电话联络、烧水送水也计分。',
        'Telephone duty or hot water for the watch counts the same.',
      ],
    },
    {
      clause: '8.3',
      key: 'fraud_warned',
      title: ['反诈、交通安全讲给家人邻居听', 'Warning others of fraud and traffic'],
      about: [
        '听了反诈、交通安全课，再讲给家人邻居听。',
        'Passes on what was learned about fraud or road safety.',
      ],
      points: 1,
      cap: 3,
    },
  ]),
  ...deeds('learning', [
    {
      clause: '9.1',
      key: 'library_used',
      title: ['农家书屋读书', 'Reading in the village library'],
      about: [
        '到农家书屋读书、借书或参加读书会。',
        'Reads or borrows in the village library or joins a reading circle.',
      ],
      points: 1,
      cap: 4,
      byAbility: ['听书、听广播同样计分。', 'Audio books and radio count the same.'],
    },
    {
      clause: '9.2',
      key: 'class_taken',
      title: ['上夜校、学手艺', 'Evening classes'],
      about: [
        '参加夜校、法律讲座、健康讲座或手艺班。',
        'Attends evening school, a talk on law or health, or a crafts course.',
      ],
      points: 2,
      cap: 4,
      evidence: 'record',
    },
    {
      clause: '9.3',
      key: 'troupe_joined',
      title: ['参加文体队', 'Song, dance and sport'],
      about: [
        '参加秧歌队、球队、剪纸班等排练和演出。',
        'Rehearses or performs with the dance group, a team or the paper-cutting class.',
      ],
      points: 1,
      cap: 4,
    },
  ]),
  ...deeds('ecology', [
    {
      clause: '10.1',
      key: 'straw_collected',
      title: ['秸秆离田还田', 'Straw returned or carted off'],
      about: [
        '秸秆打捆离田或者还田，地头没有焚烧痕迹。',
        'Straw is baled or worked in, and nothing is burnt.',
      ],
      points: 4,
      cap: 4,
      evidence: 'photo',
      byAbility: [
        '地已托付别人种的，由种地的人做到，同样计分。',
        'Where others work the land, their care counts for the household.',
      ],
    },
    {
      clause: '10.2',
      key: 'bottles_returned',
      title: ['农药瓶、地膜送回收点', 'Bottles and film returned'],
      about: [
        '把用过的农药瓶、地膜送到回收点。',
        'Takes used pesticide bottles and film to the collection point.',
      ],
      points: 1,
      cap: 3,
      evidence: 'record',
    },
    {
      clause: '10.3',
      key: 'trees_planted',
      title: ['植树护绿护河', 'Trees and streams tended'],
      about: ['植树、浇树、清理河岸垃圾。', 'Plants or waters trees, clears a bank of litter.'],
      points: 1,
      cap: 4,
      byAbility: ['在自家院里种花养绿也计分。', 'Flowers and green at home count too.'],
    },
  ]),
]
