import { expect, test } from 'vitest'
import { decodePhoto, fileEndingOf } from '../../server/cases/photo.ts'

const jpeg = Buffer.from('ffd8ffe000104a4649460001', 'hex')
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const webp = Buffer.from('524946461a000000574542505650384c', 'hex')
const base64 = (bytes: Buffer) => bytes.toString('base64')

test('a file that begins as its format does is taken whole', () => {
  expect(decodePhoto({ mediaType: 'image/jpeg', base64: base64(jpeg) })).toEqual(jpeg)
  expect(decodePhoto({ mediaType: 'image/png', base64: base64(png) })).toEqual(png)
  expect(decodePhoto({ mediaType: 'image/webp', base64: base64(webp) })).toEqual(webp)
})

test('a file that is something else than it says is refused by name', () => {
  expect(() => decodePhoto({ mediaType: 'image/jpeg', base64: base64(png) })).toThrow(/photo\.base64/)
  const sound = Buffer.from('524946461a00000057415645666d7420', 'hex')
  expect(() => decodePhoto({ mediaType: 'image/webp', base64: base64(sound) })).toThrow(/photo\.base64/)
  expect(() => decodePhoto({ mediaType: 'image/png', base64: base64(Buffer.from('<svg')) })).toThrow(/photo\.base64/)
})

test('a photo is saved under the usual ending', () => {
  expect(['image/jpeg', 'image/png', 'image/webp'].map(fileEndingOf)).toEqual(['jpg', 'png', 'webp'])
})
