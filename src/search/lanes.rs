//! Comparing 16 characters at once, in safe code.

use wide::u16x16;

use super::pattern::Element;
use super::unit::Unit;

/// Units that are compared together.
pub const LANES: usize = 16;

/// Units of a line whose comparison fills one 64-bit mask.
pub const BLOCK: usize = 64;

/// Sixteen units of a line.
pub type Chunk = [Unit; LANES];

/// Where in a line, from unit `from` on, an element matches: bit `n` of mask `b` is the unit
/// `64 b + n`. `masks` has one entry for each block of the line, and `from` lies in one of them.
#[inline]
pub fn find(element: Element, chunks: &[Chunk], from: usize, masks: &mut [u64]) {
    let low = u16x16::splat(element.low);
    let also = u16x16::splat(element.also);
    if element.span > 0 {
        let span = u16x16::splat(element.span);
        let zero = u16x16::splat(0);
        fill(chunks, from, masks, |x| {
            (x - low).saturating_sub(span).simd_eq(zero) | x.simd_eq(also)
        });
    } else if element.low == element.also {
        fill(chunks, from, masks, |x| x.simd_eq(low));
    } else {
        fill(chunks, from, masks, |x| x.simd_eq(low) | x.simd_eq(also));
    }
}

/// The first unit from `from` on at which an element matches.
#[inline]
pub fn first(element: Element, chunks: &[Chunk], from: usize) -> Option<usize> {
    let low = u16x16::splat(element.low);
    let also = u16x16::splat(element.also);
    let span = u16x16::splat(element.span);
    let zero = u16x16::splat(0);
    let mut wanted = u32::MAX << (from % LANES);
    for (n, &chunk) in chunks.iter().enumerate().skip(from / LANES) {
        let x = u16x16::new(chunk);
        let is_match = (x - low).saturating_sub(span).simd_eq(zero) | x.simd_eq(also);
        let bits = is_match.to_bitmask() & wanted;
        if bits != 0 {
            return Some(n * LANES + bits.trailing_zeros() as usize);
        }
        wanted = u32::MAX;
    }
    None
}

#[inline]
fn fill(chunks: &[Chunk], from: usize, masks: &mut [u64], test: impl Fn(u16x16) -> u16x16) {
    const CHUNKS: usize = BLOCK / LANES;
    let first = from / BLOCK;
    masks[..first].fill(0);
    let blocks = chunks.chunks(CHUNKS).zip(masks.iter_mut()).skip(first);
    // Of the first block, what lies before `from` is not looked at.
    let mut skipped = from % BLOCK / LANES;
    let mut wanted = u64::MAX << (from % BLOCK);
    for (block, mask) in blocks {
        let mut bits = 0;
        for (n, &chunk) in block.iter().enumerate().skip(skipped) {
            bits |= u64::from(test(u16x16::new(chunk)).to_bitmask()) << (n * LANES);
        }
        *mask = bits & wanted;
        skipped = 0;
        wanted = u64::MAX;
    }
}
