import { z } from 'zod'
import { defineCommand } from '#kernel/command.ts'
import { defineModule } from '#kernel/module.ts'
import { anyone } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import { addLines, prepareNotice, publishNotice, tell } from '#notices/commands.ts'
import type { NewLine, NewMessage } from '#notices/model.ts'
import { place } from './village.ts'

const tenantCode = z.string()
const noticeId = z.uuid()

/** A result as any module would announce it. */
export const draftNotice = {
  kind: 'star_result',
  title: { 'zh-CN': '第三季度评星结果', en: 'Star ratings of the third quarter' },
  body: {
    paragraphs: { 'zh-CN': ['根据办法，现予公示。'], en: ['Announced under the rules.'] },
    columns: [
      { key: 'points', label: { 'zh-CN': '得分', en: 'Points' }, shape: 'points' },
      { key: 'stars', label: { 'zh-CN': '星级', en: 'Stars' }, shape: 'stars' },
    ],
  },
  subject: 'close:0190f0d2-1111-8111-8111-111111111111',
} as const

/** Prepares, fills, publishes and tells through the door, in the name of anybody. */
export const noticeMaker = defineModule({
  name: 'notice_maker',
  commands: [
    defineCommand({
      name: 'notice_maker.prepare',
      input: z.object({ tenantCode, days: z.number().optional() }),
      may: ({ actor }) => anyone(actor, place.village),
      run: async (context) =>
        ok(await prepareNotice(context, { ...draftNotice, days: context.input.days ?? 7 })),
    }),
    defineCommand({
      name: 'notice_maker.prepare_by_setting',
      input: z.object({ tenantCode }),
      may: ({ actor }) => anyone(actor, place.village),
      run: async (context) => ok(await prepareNotice(context, draftNotice)),
    }),
    defineCommand({
      name: 'notice_maker.add',
      input: z.object({ tenantCode, noticeId, lines: z.array(z.custom<NewLine>()) }),
      may: ({ actor }) => anyone(actor, place.village),
      run: (context) => addLines(context, context.input.noticeId, context.input.lines),
    }),
    defineCommand({
      name: 'notice_maker.publish',
      input: z.object({ tenantCode, noticeId }),
      may: ({ actor }) => anyone(actor, place.village),
      run: (context) => publishNotice(context, context.input.noticeId),
    }),
    defineCommand({
      name: 'notice_maker.tell',
      input: z.object({ tenantCode, messages: z.array(z.custom<NewMessage>()) }),
      may: ({ actor }) => anyone(actor, place.village),
      async run(context) {
        await tell(context, context.input.messages)
        return ok(null)
      },
    }),
  ],
  permissions: {},
})
