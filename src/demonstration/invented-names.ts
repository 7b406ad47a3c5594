import type { Chance } from './chance.ts'

/**
 * Every given name begins with 演 or 示, as if it were the sign of a generation: together 演示 is
 * "demonstration". So each of these names says by itself that nobody bears it.
 */
const generation = { elder: '演', younger: '示' } as const

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
]
const forMen = [...'柏杉桐槐松栎榆檀峰岩岭峦川泓澜沛涛源辰朗旭昀晖晏铭钧锐铮垣坤城培壤犁耘耕稷粟麦']
const forWomen = [
  ...'荷莲菱芷蕙兰薇苓茜萱桃杏梨棠榴梅霜露霞虹雯雪溪汐泉泠琴笙瑟弦绣纨绮素绫禾穗稻苗',
]

export interface NameGiver {
  surname(): string
  /** A full name that nobody in this village bears yet. */
  name(of: { surname: string; sex: 'female' | 'male'; elder: boolean }): string
}

export function nameGiver(chance: Chance): NameGiver {
  const taken = new Set<string>()
  return {
    surname: () => chance.pick(surnames),
    name({ surname, sex, elder }) {
      const sign = elder ? generation.elder : generation.younger
      const own = chance.shuffled(sex === 'male' ? forMen : forWomen)
      const names = [
        ...own.map((last) => `${surname}${sign}${last}`),
        ...own.map((last) => `${surname}${generation.elder}${generation.younger}${last}`),
      ]
      const free = names.find((name) => !taken.has(name))
      if (!free) throw new Error(`No invented name is left for ${surname}.`)
      taken.add(free)
      return free
    },
  }
}
