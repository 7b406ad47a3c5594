import type { RuleItem } from '../model.ts'
import { deduction, deeds } from './deed.ts'

/** Work, family, honesty, cleanliness and neighbours: the first five aspects. */
export const living: readonly RuleItem[] = [
  ...deeds('industry', [
    {
      clause: '1.1',
      key: 'fields_kept',
      title: ['田地种好不撂荒', 'Fields kept in good order'],
      about: [
        '自家地按季节种好管好，或者托付给别人种好，地头没有荒草。',
        'The household’s fields are worked in season, or entrusted to somebody who does.',
      ],
      points: 4,
      cap: 4,
      evidence: 'record',
      byAbility: [
        '年老、残疾或外出的家庭，把地托付给合作社或亲友种好，同样计分。',
        'Old, disabled or absent households score the same by entrusting the land.',
      ],
    },
    {
      clause: '1.2',
      key: 'training_used',
      title: ['学农技、用得上', 'Farm training put to use'],
      about: [
        '参加农业技术培训，并在自家地里、棚里用上。',
        'Takes part in farm training and uses it at home.',
      ],
      points: 2,
      cap: 4,
      evidence: 'record',
      byAbility: ['看广播、视频课同样计分。', 'Radio or video lessons count the same.'],
    },
    {
      clause: '1.3',
      key: 'skill_shared',
      title: ['把手艺教给邻居', 'A skill taught to a neighbour'],
      about: [
        '把种植、养殖、编织、木工等手艺教给邻居，邻居说学会了。',
        'Teaches a neighbour farming, weaving or carpentry; the neighbour says it was learned.',
      ],
      points: 2,
      cap: 4,
    },
  ]),
  ...deeds('elder_care', [
    {
      clause: '2.1',
      key: 'parents_looked_after',
      title: ['老人吃穿住有照应', 'Parents looked after'],
      about: [
        '照料自家老人的吃穿住和看病，老人自己认可。',
        'Sees to the food, clothes, housing and doctor’s visits of the old people at home; they say so themselves.',
      ],
      points: [2, 4],
      cap: 4,
      byAbility: [
        '在外务工的，经常打电话、托人照看，老人认可，同样计分。',
        'Those working away count the same by calling often and arranging care.',
      ],
    },
    {
      clause: '2.2',
      key: 'elder_neighbour_helped',
      title: ['帮邻家老人一把', 'A hand for an old neighbour'],
      about: [
        '帮独居老人挑水、买药、扫雪、生炉子、缴费。',
        'Fetches water or medicine, clears snow, lights the stove or pays a bill for an old person alone.',
      ],
      points: 1,
      cap: 4,
    },
    {
      clause: '2.3',
      key: 'children_read_with',
      title: ['陪孩子读书', 'Reading with children'],
      about: [
        '陪自家或邻家的留守孩子读书、做功课。',
        'Reads or does homework with one’s own or a neighbour’s children.',
      ],
      points: 1,
      cap: 3,
      byAbility: ['在外的用视频陪读，同样计分。', 'Reading by video call counts the same.'],
    },
  ]),
  ...deeds('honesty', [
    {
      clause: '3.1',
      key: 'agreement_kept',
      title: ['说话算数、约定做到', 'Agreements kept'],
      about: [
        '土地流转、用工、借用等约定按时做到，对方认可。',
        'Keeps agreements on land, work or loans of tools; the other side says so.',
      ],
      points: 4,
      cap: 4,
    },
    {
      clause: '3.2',
      key: 'found_returned',
      title: ['捡到东西还给人', 'Found things returned'],
      about: [
        '捡到钱物交还失主或交到村里。',
        'Returns found money or goods to the owner or the village.',
      ],
      points: 2,
      cap: 4,
    },
    {
      clause: '3.3',
      key: 'tools_returned',
      title: ['公家东西好借好还', 'Shared tools returned sound'],
      about: [
        '借用村里的桌椅、农具，按时还，没有损坏。',
        'Returns the village’s tables, chairs or tools on time and unbroken.',
      ],
      points: 1,
      cap: 3,
      evidence: 'record',
    },
  ]),
  ...deeds('hygiene', [
    {
      clause: '4.1',
      key: 'yard_tidy',
      title: ['庭院整洁', 'Tidy yard'],
      about: [
        '房前屋后扫干净，柴草、农具码放整齐，每月看一次。',
        'Yard and surroundings swept, wood and tools stacked; looked at once a month.',
      ],
      points: [1, 2],
      cap: 6,
      evidence: 'photo',
      byAbility: [
        '年老、残疾的家庭可以请志愿者一起打扫，同样计分。',
        'Old or disabled households may clean with volunteers and score the same.',
      ],
    },
    {
      clause: '4.2',
      key: 'waste_sorted',
      title: ['垃圾分类投放', 'Waste sorted'],
      about: [
        '厨余、可回收物、其他垃圾分开投放，每月看一次。',
        'Kitchen waste, recyclables and the rest kept apart; looked at once a month.',
      ],
      points: 1,
      cap: 3,
      evidence: 'record',
    },
    {
      clause: '4.3',
      key: 'latrine_clean',
      title: ['厕所、圈舍干净', 'Clean latrine and pens'],
      about: [
        '厕所和牲畜圈舍定期清掏，没有污水外流。',
        'Latrine and pens emptied regularly, no waste water running out.',
      ],
      points: [1, 3],
      cap: 3,
      evidence: 'photo',
    },
  ]),
  deduction('hygiene', {
    clause: '4.4',
    key: 'dumping',
    title: ['随意倾倒垃圾经提醒不清理', 'Dumped waste left after a reminder'],
    about: [
      '把垃圾倒在路边、沟渠，网格员当面提醒三天后仍未清理的，扣分前先听本人说明。',
      'Waste dumped by road or ditch and still there three days after a grid worker’s reminder; the person is heard first.',
    ],
    points: [1, 2],
    cap: 4,
    basis: [
      '村规民约“环境卫生”一章，由村民会议通过。',
      'Chapter on hygiene of the village rules, adopted by the villagers’ assembly.',
    ],
  }),
  ...deeds('neighbours', [
    {
      clause: '5.1',
      key: 'quarrel_settled',
      title: ['劝和一场纠纷', 'A quarrel settled'],
      about: [
        '调解邻里、家庭纠纷，双方和好。',
        'Mediates between neighbours or in a family and both are reconciled.',
      ],
      points: 3,
      cap: 6,
    },
    {
      clause: '5.2',
      key: 'neighbour_helped',
      title: ['邻里互助', 'Neighbours helping out'],
      about: [
        '帮邻居看家、收粮、接送、办事。',
        'Minds a house, brings in grain, gives a lift or runs an errand.',
      ],
      points: 1,
      cap: 4,
      byAbility: [
        '行动不便的，帮邻居看家、接电话也计分。',
        'People who cannot move about score by minding a house or a telephone.',
      ],
    },
    {
      clause: '5.3',
      key: 'way_given',
      title: ['让一步路、让一道界', 'Giving way'],
      about: [
        '为修路、排水或田界主动让一步，双方签字。',
        'Gives way on a path, drain or boundary; both sides sign.',
      ],
      points: 3,
      cap: 3,
      evidence: 'record',
    },
  ]),
]
