import { describe, expect, it } from 'vitest'
import { reviewLevels } from '#appeals/model.ts'
import { nothing, officeGroups } from './navigation.ts'

const at = { tenantCode: '231282106202', level: 'village', counts: {}, keep: '' }
const pathsFor = (post: string) =>
  officeGroups({ ...at, posts: [post], entering: nothing }).flatMap((group) =>
    group.items.map((item) => item.href),
  )

describe('the sidebar of an office', () => {
  it.each(reviewLevels.flat())('leads a %s to the objections they may be drawn for', (post) => {
    expect(pathsFor(post)).toContain('/office/appeals')
  })

  it.each(['director', 'county_administrator', 'reviewer'])('leads no %s there', (post) => {
    expect(pathsFor(post)).not.toContain('/office/appeals')
  })
})
