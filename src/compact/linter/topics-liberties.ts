import { type TopicRule, unless, when } from './topic.ts'
import { help, oneOf } from './words.ts'

/**
 * What people may do and say as citizens: vote, petition, speak. Points may neither punish nor
 * buy it. Source: docs/governance.md 2.2.
 */
export const liberties: readonly TopicRule[] = [
  {
    code: 'vote',
    severity: 'prohibition',
    laws: ['villageVote', 'villageRules'],
    relations: [
      when(
        oneOf(
          '选举(?!日)',
          '选票',
          '选民',
          '参选',
          '竞选',
          '候选',
          '换届',
          '投票',
          '表决',
          '罢免',
          '提名',
          '村民代表',
          '村委会成员',
          '村干部人选',
        ),
        'deny',
        'exclude',
        'gate',
        'punish',
      ),
    ],
  },
  {
    code: 'points_for_votes',
    severity: 'prohibition',
    laws: ['villageVote'],
    relations: [
      unless(
        when(
          oneOf(
            '投票',
            '投给',
            '把票',
            '选票',
            '(?:支持|选)[^，。；]{0,8}(?:候选|人选)',
            '拉票',
            '签名支持',
          ),
          'reward',
        ),
        oneOf('不影响|无关'),
      ),
    ],
  },
  {
    code: 'petition',
    severity: 'prohibition',
    laws: ['petition', 'villageRules'],
    relations: [
      when(
        oneOf(
          '上访',
          '信访',
          '越级',
          '进京',
          '赴(?:京|省)',
          '非访',
          '缠访',
          '(?:到|去|往|上|跑)[^，。；]{0,8}(?:北京|省城|省里|市里|县里|县上|镇里|乡里|上面|上级|政府)[^。；]{0,10}(?:反映|告|找|说法|闹|递|评理)',
          '12345',
          '12388',
          '(?:市民|政务)?热线',
          '(?<![被经遭受到])(?:举报|投诉|检举|控告)(?!查实|属实|核实)',
          '告(?:状|村|干部|领导)',
          '起诉',
          '打官司',
          '找记者',
          '向(?:媒体|记者|纪委|巡视|巡察)',
        ),
        'punish',
        'deny',
        'exclude',
      ),
      when(
        oneOf(
          '(?:不准|不得|不许|不能|不允许|禁止|严禁|杜绝|制止)[^，。；]{0,8}(?:上访|信访|越级|投诉|告状|非访|进京)',
        ),
        'said',
      ),
      when(
        oneOf(
          '(?:零|无|没有|不|未|从不|未发生)(?:发生)?[^，。；]{0,4}(?:上访|信访|越级|投诉|举报)',
        ),
        'reward',
      ),
    ],
  },
  {
    code: 'speech',
    severity: 'prohibition',
    laws: ['speech', 'villageRules'],
    relations: [
      when(
        oneOf(
          '言论',
          '(?:微信|朋友圈|抖音|快手|网上|群里|网络|短视频|直播|论坛|博客|贴吧|互联网)[^。；]{0,20}(?:不利|负面|不良信息|抹黑|不好|吐槽|牢骚|不当|议论|评论|骂干部|说村|发泄|不满)',
          '(?:到处|在外面?|背后|背地里)[^，。；]{0,4}(?:乱讲|乱说|讲|说)',
          '唱反调',
          '起哄',
          '顶嘴',
          '顶撞',
          '说三道四',
          '牢骚',
          '怪话',
          '(?:背后)?议论(?:干部|村里|政策|领导)',
          '妄议',
          '质疑',
          '(?:不同|反对)(?:的)?(?:意见|声音)',
          '反对票',
          '抹黑',
          '提意见',
          '不利(?:于村[^，。；]{0,4})?的?(?:话|言论|信息|影响|视频)',
        ),
        'punish',
        'deny',
        'exclude',
      ),
      when(
        oneOf(
          '(?:不准|不得|不许|禁止|严禁)[^，。；]{0,12}(?:议论|评论|质疑|发帖|发表|转发|反对意见|唱反调)',
        ),
        'said',
      ),
    ],
  },
  {
    code: 'political_review',
    severity: 'prohibition',
    laws: ['villageRules', 'sensitive'],
    relations: [
      unless(when(oneOf('政审', '政治审查'), 'said'), oneOf('讲解|宣传|咨询|流程')),
      when(
        oneOf(
          '参军',
          '当兵',
          '入伍',
          '征兵',
          '考公',
          '公务员',
          '招工',
          '招聘',
          '事业编',
          '就业',
          '军校',
          '警校',
        ),
        'deny',
        'exclude',
        'gate',
        'punish',
      ),
      when(
        oneOf(
          '(?:参军|当兵|入伍|公务员|招工|招聘|录用|提干)[^。；]{0,24}(?:表现|意见|鉴定|反映|记入|说明)',
        ),
        'said',
      ),
    ],
  },
  {
    code: 'party_entry',
    severity: 'prohibition',
    laws: ['villageRules', 'sensitive'],
    relations: [
      when(
        oneOf('入党', '积极分子', '发展对象', '预备党员', '发展(?:为|成)?党员'),
        'deny',
        'exclude',
        'gate',
        'punish',
      ),
      unless(
        when(
          oneOf(
            '入党[^。；]{0,20}(?:反映|记入|作为|依据|参考|表现)',
            '(?:反映|记入|通报)[^。；]{0,16}入党',
          ),
          'said',
        ),
        help,
      ),
    ],
  },
  {
    code: 'party_member',
    severity: 'warning',
    laws: ['sensitive'],
    relations: [
      when(
        oneOf(
          '党员(?:户|家庭)',
          '(?:家里?|家中|户内|户主)?(?:有|是)(?:一名)?(?:党员|团员|干部|公职人员|公务员)',
        ),
        'reward',
      ),
    ],
  },
]
