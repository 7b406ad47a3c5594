import { describe, expect, test } from 'vitest'
import { dressPage, languageHref, localeOf, readerOf, readingHref, samePlace } from './reader.ts'

describe('which language', () => {
  test('the cookie first, then the browser, then Chinese', () => {
    expect(localeOf({ language: 'en', acceptLanguage: 'zh-CN' })).toBe('en')
    expect(localeOf({ language: undefined, acceptLanguage: 'fr, en-GB;q=0.8' })).toBe('en')
    expect(localeOf({ language: undefined, acceptLanguage: 'zh-TW,en' })).toBe('zh-CN')
    expect(localeOf({ language: 'xx', acceptLanguage: null })).toBe('zh-CN')
  })
})

test('letter sizes come from a short list', () => {
  const facts = { today: '2026-11-19', demo: true }
  const wishes = { language: undefined, acceptLanguage: null }
  expect(readerOf({ ...wishes, reading: '26' }, facts).size).toBe(26)
  expect(readerOf({ ...wishes, reading: '900' }, facts).size).toBe(0)
})

describe('coming back', () => {
  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'x', null, '/a\nb'])(
    'never leaves this site: %j',
    (back) => expect(samePlace(back)).toBe('/'),
  )

  test('keeps the path and its query', () => {
    expect(samePlace('/notices?page=2')).toBe('/notices?page=2')
    expect(samePlace('/a/../b')).toBe('/b')
  })

  test('the links carry the way back', () => {
    expect(readingHref(24, '/x?y=1')).toBe('/reading?size=24&back=%2Fx%3Fy%3D1')
    expect(languageHref('en', '/')).toBe('/language?to=en&back=%2F')
  })
})

test('the page says its language and size and carries no marks for an absent script', () => {
  const html = '<html lang="%lang%" data-size="%size%"><!--[--><p>a<!--1x9k--></p><!--]--><!---->'
  expect(dressPage(html, { locale: 'en', size: 24 })).toBe(
    '<html lang="en" data-size="24"><p>a</p>',
  )
})
