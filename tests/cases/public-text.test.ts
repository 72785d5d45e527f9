import { expect, test } from 'vitest'
import { publicText } from '../../server/cases/public-text.ts'

test('of telephone and identity numbers the middle is unreadable, however they are written', () => {
  expect(publicText('联系13800010000，谢谢')).toBe('联系138****0000，谢谢')
  expect(publicText('138 0001 0000 或 138-0001-0000')).toBe('138 **** 0000 或 138-****-0000')
  expect(publicText('+86 13800010000')).toBe('+86 138****0000')
  expect(publicText('8613800010000')).toBe('86138****0000')
  expect(publicText('１３８０００１００００')).toBe('138****0000')
  expect(publicText('座机0571-88886666')).toBe('座机057*-****6666')
  expect(publicText('call 555-123-4567 now')).toBe('call 555-***-4567 now')
  expect(publicText('身份证11010119900307851X')).toBe('身份证110***********851X')
})

test('numbers that reach nobody stay as they are', () => {
  for (const text of [
    '请拨打 12345 或 110', '案件 GW20260302-0001', '2026-03-02 10:32', '3 号楼 2 单元 1201', '订单 20260302000112345678',
    '116.031234, 40.081234',
  ]) expect(publicText(text)).toBe(text)
})

test('a number that is a secret loses its last digits as well, in whatever way it is written', () => {
  const own = ['+86 138 0001 0000']
  expect(publicText('我的电话13800010000', own)).toBe('我的电话138********')
  expect(publicText('138-0001-0000 或 13900020000', own)).toBe('138-****-**** 或 139********')
  expect(publicText('13900021111', own)).toBe('139****1111')
})

test('names of people are wholly unreadable, Latin ones only as whole words', () => {
  expect(publicText('张三已到场，张三丰未到', ['张三', '张三丰'])).toBe('**已到场，***未到')
  expect(publicText('Li Lei came to the library', ['Li Lei'])).toBe('****** came to the library')
  expect(publicText('the Lilac garden of LI', ['Li'])).toBe('the Lilac garden of **')
  expect(publicText('a+b (c)', ['a+b'])).toBe('*** (c)')
  expect(publicText('王先生', ['', ' ', '王'])).toBe('王先生')
  expect(publicText('打我 8888666', ['8888666'])).toBe('打我 *******')
})
