import { type TopicRule, unless, when } from './topic.ts'
import { oneOf } from './words.ts'

/**
 * What people are entitled to whatever their points: a village rule may not take it, hold it
 * back or make it depend on points. Source: docs/governance.md 2.2.
 */
export const benefits: readonly TopicRule[] = [
  {
    code: 'subsidy',
    severity: 'prohibition',
    laws: ['villageRules'],
    relations: [
      when(
        oneOf(
          '(?:粮食?|种粮|地力|农机|耕地|良种|退耕|生态|惠农|危房|改厕|厕改|购机|农业|国家|政策性|取暖|护林)?补[贴助](?:款)?',
          '惠农',
          '直补',
          '一卡通',
          '奖补',
          '优惠政策',
        ),
        'deny',
        'gate',
        'exclude',
      ),
      when(oneOf('补[贴助](?:款)?(?:里|中|内)'), 'punish', 'payment'),
    ],
  },
  {
    code: 'social_aid',
    severity: 'prohibition',
    laws: ['socialAid', 'villageRules'],
    relations: [
      when(
        oneOf(
          '低保',
          '最低生活保障',
          '五保',
          '特困',
          '(?:临时|社会|医疗|灾害)救助',
          '困难补助',
          '救济',
          '救灾',
          '民政',
          '贫困户',
          '脱贫户',
          '建档立卡',
          '帮扶(?:资格|政策|待遇|物资|名单)',
          '兜底',
        ),
        'deny',
        'gate',
        'exclude',
      ),
    ],
  },
  {
    code: 'medical_insurance',
    severity: 'prohibition',
    laws: ['socialInsurance', 'villageRules'],
    relations: [
      when(
        oneOf(
          '医保',
          '合作医疗',
          '新?农合',
          '医疗保险',
          '大病保险',
          '报销',
          '看病',
          '住院',
          '就医',
        ),
        'deny',
        'gate',
        'exclude',
      ),
    ],
  },
  {
    // Paying is everybody's own choice; who helps others pay is another matter, and is let through.
    code: 'insurance_payment',
    severity: 'warning',
    laws: ['socialInsurance', 'villageRules'],
    relations: [
      when(
        oneOf(
          '(?:缴|交|参加|投)[^，。；、]{0,8}(?:医保|合作医疗|新?农合|医疗保险|养老保险|社保)',
          '(?:医保|合作医疗|新?农合|医疗保险|养老保险|社保)(?:费|款)?[^，。；、]{0,4}(?:缴|交|参保)',
        ),
        'reward',
      ),
    ],
  },
  {
    code: 'pension',
    severity: 'prohibition',
    laws: ['socialInsurance', 'villageRules'],
    relations: [
      when(
        oneOf(
          '养老(?:金|保险|待遇|钱)',
          '高龄(?:津贴|补贴)',
          '老年(?:补贴|津贴|金)',
          '尊老金',
          '老龄补贴',
          '退休金',
          '津贴',
        ),
        'deny',
        'gate',
        'exclude',
      ),
    ],
  },
  {
    code: 'schooling',
    severity: 'prohibition',
    laws: ['schooling', 'villageRules'],
    relations: [
      when(
        oneOf(
          '入学',
          '上学',
          '就学',
          '入园',
          '升学',
          '读书',
          '转学',
          '学籍',
          '学位',
          '村小',
          '幼儿园',
          '小学',
          '助学',
          '奖学金',
          '学费',
          '招生',
          '学校(?:报名|录取)',
        ),
        'deny',
        'gate',
        'exclude',
      ),
    ],
  },
  {
    code: 'land',
    severity: 'prohibition',
    laws: ['land', 'villageRules'],
    relations: [
      when(
        oneOf(
          '承包(?:地|田|经营权|的?土地)?',
          '责任田',
          '口粮田',
          '自留地',
          '宅基地?',
          '建房',
          '盖房',
          '(?:房)?地基',
          '批地',
          '分地',
          '土地(?:确权|流转|款)?',
          '征地',
          '拆迁款?',
          '补偿款',
          '安置',
          '林权',
          '草场',
        ),
        'deny',
        'gate',
        'exclude',
      ),
    ],
  },
  {
    code: 'service_refusal',
    severity: 'prohibition',
    laws: ['villageRules'],
    relations: [
      when(
        oneOf(
          '盖(?:公)?章',
          '公章',
          '证明',
          '介绍信',
          '手续',
          '办证',
          '办事',
          '户口',
          '落户',
          '迁户',
          '公共服务',
          '水电',
          '自来水',
          '用[水电]',
          '供[水电]',
          '有线电视',
          '快递',
          '红白(?:喜)?事',
        ),
        'deny',
        'gate',
      ),
      unless(
        when(
          oneOf(
            '[停断掐拉](?:他家|其|了)?(?:水|电|闸|网|气)',
            '(?:水|电|水电|电闸|自来水)(?:给)?(?:先)?(?:停|断|掐|拉)',
          ),
          'said',
        ),
        oneOf('停[水电]+(?:的)?(?:通知|提醒|消息|检修|抢修)', '抢修'),
      ),
    ],
  },
]
