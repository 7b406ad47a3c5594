import { expect, test } from 'vitest'
import { currentItem } from './nav-current.ts'

const items = [
  { href: '/v/1', label: 'home' },
  { href: '/v/1/points', label: 'points' },
  { href: '/v/1/notices', label: 'notices' },
]

test('the longest address that begins this path is the current place', () => {
  expect(currentItem(items, '/v/1')?.label).toBe('home')
  expect(currentItem(items, '/v/1/points/7')?.label).toBe('points')
  expect(currentItem(items, '/v/1/pointsmen')?.label).toBe('home')
  expect(currentItem(items, '/v/12')).toBeUndefined()
})

test('a page may say outright which item it belongs to', () => {
  const told = items.map((item) => ({ ...item, current: item.label === 'notices' }))
  expect(currentItem(told, '/v/1/points')?.label).toBe('notices')
})
