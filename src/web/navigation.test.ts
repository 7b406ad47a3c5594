import { describe, expect, it } from 'vitest'
import { reviewLevels } from '#appeals/model.ts'
import { officeGroups } from './navigation.ts'

const pathsFor = (post: string) =>
  officeGroups([post], {}, '').flatMap((group) => group.items.map((item) => item.href))

describe('the sidebar of an office', () => {
  it.each(reviewLevels.flat())('leads a %s to the objections they may be drawn for', (post) => {
    expect(pathsFor(post)).toContain('/office/appeals')
  })

  it.each(['director', 'county_administrator', 'reviewer'])('leads no %s there', (post) => {
    expect(pathsFor(post)).not.toContain('/office/appeals')
  })
})
