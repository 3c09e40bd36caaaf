//! A new text out of an old one, of which only some byte ranges are exchanged.

use std::ops::Range;

/// A byte range of the old text and what stands there in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Bytes of the old text.
    pub range: Range<usize>,
    /// What they become.
    pub text: String,
}

/// Patches being collected, in any order.
///
/// Three sorts, because they meet differently: *cuts* may overlap and are joined, *puts* stand at
/// one place in the order in which they came, and *swaps* never touch a cut.
#[derive(Debug, Default)]
pub(super) struct Splices {
    cuts: Vec<Range<usize>>,
    puts: Vec<(usize, String)>,
    swaps: Vec<Patch>,
}

impl Splices {
    pub fn cut(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.cuts.push(range);
        }
    }

    pub fn put(&mut self, at: usize, text: impl Into<String>) {
        self.puts.push((at, text.into()));
    }

    pub fn swap(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.swaps.push(Patch {
            range,
            text: text.into(),
        });
    }

    /// The patches by their place; none overlaps another. A text without a last line break stays
    /// without one.
    pub fn into_patches(self, old: &str) -> Vec<Patch> {
        let Self {
            mut cuts,
            puts,
            swaps,
        } = self;
        cuts.sort_by_key(|cut| (cut.start, cut.end));
        let mut joined: Vec<Patch> = Vec::new();
        for cut in cuts {
            match joined.last_mut() {
                Some(last) if cut.start <= last.range.end => {
                    last.range.end = last.range.end.max(cut.end);
                }
                _ => joined.push(Patch {
                    range: cut,
                    text: String::new(),
                }),
            }
        }
        let mut patches = swaps;
        for (at, text) in puts {
            let inside = |patch: &&mut Patch| patch.range.start <= at && at < patch.range.end;
            match joined.iter_mut().find(inside) {
                Some(cut) => cut.text.push_str(&text),
                None => patches.push(Patch {
                    range: at..at,
                    text,
                }),
            }
        }
        patches.extend(joined);
        // Stable, so that puts at one place keep their order.
        patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
        if !old.is_empty() && !old.ends_with('\n') {
            end_without_break(&mut patches, old);
        }
        patches
    }
}

fn end_without_break(patches: &mut [Patch], old: &str) {
    let mut end = old.len();
    for number in (0..patches.len()).rev() {
        let before = number
            .checked_sub(1)
            .map_or(0, |before| patches[before].range.end);
        let patch = &mut patches[number];
        if patch.range.end < end {
            return;
        }
        let breaks = ['\r', '\n'];
        patch
            .text
            .truncate(patch.text.trim_end_matches(breaks).len());
        let between = &old[before..patch.range.start];
        let stays = between.trim_end_matches(breaks).len();
        if !patch.text.is_empty() {
            return;
        }
        patch.range.start = before + stays;
        if stays > 0 {
            return;
        }
        end = before;
    }
}

/// The text with these patches, which stand in order and do not overlap.
pub(super) fn patched(text: &str, patches: &[Patch]) -> String {
    let grown: usize = patches.iter().map(|patch| patch.text.len()).sum();
    let mut new = String::with_capacity(text.len() + grown);
    let mut from = 0;
    for patch in patches {
        new.push_str(&text[from..patch.range.start]);
        new.push_str(&patch.text);
        from = patch.range.end;
    }
    new.push_str(&text[from..]);
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_last_break_stays_without_one() {
        let with = |act: fn(&mut Splices), old: &str| {
            let mut splices = Splices::default();
            act(&mut splices);
            patched(old, &splices.into_patches(old))
        };
        assert_eq!(with(|splices| splices.put(3, "\nc\n"), "a\nb"), "a\nb\nc");
        assert_eq!(with(|splices| splices.cut(3..4), "a\r\nb"), "a");
        assert_eq!(with(|splices| splices.cut(2..4), "a\nb\n"), "a\n");
        let two = |splices: &mut Splices| {
            splices.cut(3..4);
            splices.swap(2..3, "");
        };
        assert_eq!(with(two, "a\nbc"), "a");
    }

    #[test]
    fn cuts_join_and_puts_at_one_place_keep_their_order() {
        let mut splices = Splices::default();
        splices.cut(2..4);
        splices.cut(3..6);
        splices.put(8, "x");
        splices.put(8, "y");
        splices.put(2, "<");
        splices.swap(0..1, "A");
        let patches = splices.into_patches("a1234567b");
        assert_eq!(patched("a1234567b", &patches), "A1<67xyb");
    }
}
