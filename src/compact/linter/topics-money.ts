import { type TopicRule, unless, when } from './topic.ts'
import { breach, help, oneOf } from './words.ts'

/**
 * Money: nobody is fined, nobody’s share is cut, giving is free, and points are not credit.
 * Source: docs/governance.md 1.7, 2.2, 2.4.
 */
export const money: readonly TopicRule[] = [
  {
    code: 'fine',
    severity: 'prohibition',
    laws: ['penalties', 'villageRules'],
    relations: [
      when(
        oneOf(
          '罚款',
          '罚金',
          '罚没',
          '[处认挨]罚',
          '罚(?=[0-9零一二两三四五六七八九十百千万]+(?:多)?(?:元|块|斤|百块))',
          '违约金',
          '误工费',
        ),
        'said',
      ),
      when(breach, 'payment'),
      when(oneOf('(?:卖粮|粮食|工程|征地|搬迁)款', '工钱', '工资', '年底的钱'), 'deny'),
    ],
  },
  {
    code: 'deposit',
    severity: 'prohibition',
    laws: ['penalties', 'villageRules'],
    relations: [
      when(oneOf('押金', '保证金', '抵押金', '风险金', '诚信金', '文明金'), 'said'),
      when(
        oneOf(
          '(?:先|预)(?:押|交|缴|垫)[^，。；]{0,10}(?:元|块|千|百)[^。；]{0,40}(?:不退|不予退|才退|充公|扣下)',
        ),
        'said',
      ),
    ],
  },
  {
    code: 'dividend',
    severity: 'prohibition',
    laws: ['collective', 'villageRules'],
    relations: [
      when(
        oneOf(
          '分红',
          '红利',
          '股(?:金|份|权|民)',
          '份额',
          '配股',
          '分配(?:款|权|资格|名单)',
          '集体(?:福利|收益|收入|资金|分配|的钱)',
          '村(?:里|集体)?的?福利',
          '收益',
        ),
        'deny',
        'exclude',
        'punish',
      ),
      when(oneOf('分红', '红利', '股(?:金|份|权)', '福利', '分配资格'), 'gate'),
    ],
  },
  {
    code: 'forced_donation',
    severity: 'prohibition',
    laws: ['donation', 'villageRules'],
    relations: [
      when(
        oneOf('(?:不|没|未|拒)(?:有)?(?:捐|出钱|集资|认捐|赞助|交善款)'),
        'punish',
        'deny',
        'exclude',
      ),
      unless(
        when(
          oneOf(
            '(?:捐|集资|募|善款|赞助|功德|摊派|修庙)[^。；]{0,12}(?:按(?:人头|户|劳力|丁)|每[人户][^，。；]{0,6}(?:不少于|不低于|至少|必须)|必须|不得少于|人人|一律)',
            '按(?:人头|户|丁)[^，。；]{0,4}(?:捐|集资|摊|募|收)',
            '(?:捐|集资|募|善款|功德)[^。；]{0,30}不(?:出|捐|交)的',
          ),
          'said',
        ),
        oneOf('(?:一律|全凭|完全)自愿'),
      ),
    ],
  },
  {
    code: 'donation_points',
    severity: 'warning',
    laws: ['pointsNotice', 'donation'],
    relations: [
      {
        subject: oneOf('捐(?:款|资|赠|钱|物|[0-9])', '赞助', '(?<!非法)集资', '善款', '出资'),
        cues: ['reward'],
      },
    ],
  },
  {
    code: 'credit_linkage',
    severity: 'prohibition',
    laws: ['credit', 'consent'],
    relations: [
      when(
        oneOf(
          '失信',
          '黑户',
          '老赖',
          '信用(?:名单|平台|记录|档案|体系|中国|村民|户|等级|系统)',
          '征信',
          '诚信(?:档案|名单|记录)',
          '限制(?:高)?消费',
        ),
        'punish',
        'deny',
        'gate',
      ),
      when(oneOf('(?:评为|列为|定为)[^，。；]{0,4}(?:黑户|失信户|不诚信户)'), 'said'),
      when(
        oneOf(
          '(?:积分|得分|分数|扣分)[^。；]{0,30}(?:失信|征信|信用(?:平台|记录|档案|中国|系统)|诚信(?:档案|记录)|贷款|授信|银行|金融机构|用人单位)',
          '(?:列入|纳入|记入|计入|报送|推送|上报|抄送)[^，。；]{0,10}(?:失信|征信|信用|诚信|银行|黑名单)',
          '(?:贷款|授信|利率)[^。；]{0,12}(?:积分|星级)',
        ),
        'said',
      ),
      unless(when(oneOf('贷款', '授信'), 'deny', 'gate'), help),
    ],
  },
]
