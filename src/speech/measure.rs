//! Times, pauses and level of a recorded answer. Where somebody speaks is told by a small detector
//! of voices (`earshot`); where exactly a stretch of speech begins and ends, by its loudness.

use earshot::Detector;

use super::wave::{RATE, Wave};

/// Samples that the detector takes at once: 16 ms.
const FRAME: usize = 256;
const FRAME_MS: u64 = FRAME as u64 * 1000 / RATE as u64;
/// How sure the detector must be that speech begins.
const BEGINS: f32 = 0.5;
/// And how sure that it goes on.
const GOES_ON: f32 = 0.3;
/// What is said to be silent for less than this is a stop within a word.
const SHORT_GAP: usize = 12;
/// What is said to be speech for less than this is a knock or a breath.
const SHORT_SPEECH: usize = 5;
/// What is no louder than the noise for longer than this is no speech, whatever the detector hears.
const LONG_QUIET: usize = 30;
/// The detector hears a few frames late: the edge is looked for so far to both sides.
const EDGE: usize = 12;
/// How much louder than the noise, as a ratio of amplitudes, a voice is at least.
const NOISE: f32 = 1.6;
/// A silence between words from here on is a pause.
pub const PAUSE_MS: u64 = 1000;

/// A silence between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// When it begins, in milliseconds from the beginning of the recording.
    pub at_ms: u64,
    /// How long it is, in milliseconds.
    pub ms: u64,
}

/// A stretch of speech, in milliseconds from the beginning of the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// When it begins.
    pub from_ms: u64,
    /// When it ends.
    pub to_ms: u64,
}

/// What a recording tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// How long the recording is.
    pub total_ms: u64,
    /// When the first word begins; `None` where nobody speaks.
    pub first_word_ms: Option<u64>,
    /// Milliseconds in which somebody speaks.
    pub speech_ms: u64,
    /// Where somebody speaks.
    pub stretches: Vec<Stretch>,
    /// Silences of a second and more between words, in their order.
    pub pauses: Vec<Pause>,
    /// How loud the speech is, in dB below the loudest that can be recorded (0 and less); of the
    /// whole recording where nobody speaks.
    pub level_db: f32,
    /// How loud it is where nobody speaks; `None` where somebody always does.
    pub noise_db: Option<f32>,
    /// The share of samples that are cut off at the top, 0 to 1.
    pub clipped: f32,
}

impl Measures {
    /// Measures a recording.
    #[expect(
        clippy::cast_precision_loss,
        reason = "samples of a recording are far below 2^52"
    )]
    pub fn of(wave: &Wave) -> Self {
        let loudness: Vec<f32> = wave.samples.chunks(FRAME).map(rms).collect();
        let spoken = spoken(&wave.samples);
        let stretches = with_edges(&spoken, &loudness);
        let is_spoken = |frame: &usize| {
            stretches
                .iter()
                .any(|&(from, to)| (from..to).contains(frame))
        };
        let (mut speech, mut noise) = (Vec::new(), Vec::new());
        for (frame, &loud) in loudness.iter().enumerate() {
            if is_spoken(&frame) {
                speech.push(loud);
            } else {
                noise.push(loud);
            }
        }
        let level = if speech.is_empty() { &noise } else { &speech };
        let stretches: Vec<Stretch> = stretches
            .into_iter()
            .map(|(from, to)| Stretch {
                from_ms: from as u64 * FRAME_MS,
                to_ms: (to as u64 * FRAME_MS).min(wave.milliseconds()),
            })
            .collect();
        let pauses = stretches.windows(2).map(|pair| Pause {
            at_ms: pair[0].to_ms,
            ms: pair[1].from_ms - pair[0].to_ms,
        });
        Self {
            total_ms: wave.milliseconds(),
            first_word_ms: stretches.first().map(|first| first.from_ms),
            speech_ms: stretches.iter().map(|it| it.to_ms - it.from_ms).sum(),
            pauses: pauses.filter(|pause| pause.ms >= PAUSE_MS).collect(),
            stretches,
            level_db: decibels(mean_power(level)),
            noise_db: (!noise.is_empty()).then(|| decibels(mean_power(&noise))),
            clipped: wave.clipped as f32 / wave.samples.len().max(1) as f32,
        }
    }

    /// The longest pause.
    pub fn longest_pause(&self) -> Option<Pause> {
        self.pauses.iter().copied().max_by_key(|pause| pause.ms)
    }

    /// From the first word to the end of the last, in milliseconds: what the pace is measured over.
    pub fn talk_ms(&self) -> u64 {
        match (self.stretches.first(), self.stretches.last()) {
            (Some(first), Some(last)) => last.to_ms - first.from_ms,
            _ => 0,
        }
    }

    /// The share of the talk in which somebody speaks, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "an answer is minutes long")]
    pub fn speech_share(&self) -> f64 {
        self.speech_ms as f64 / self.talk_ms().max(1) as f64
    }
}

/// The root of the mean square.
#[expect(clippy::cast_precision_loss, reason = "256 samples")]
fn rms(samples: &[f32]) -> f32 {
    let power: f32 = samples.iter().map(|sample| sample * sample).sum();
    (power / samples.len().max(1) as f32).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "frames of a recording")]
fn mean_power(loudness: &[f32]) -> f32 {
    let power: f32 = loudness.iter().map(|it| it * it).sum();
    (power / loudness.len().max(1) as f32).sqrt()
}

/// dB below the loudest; −120 and less is silence.
fn decibels(amplitude: f32) -> f32 {
    20.0 * amplitude.max(1e-6).log10()
}

/// The stretches of frames in which the detector hears somebody, short ones and short gaps left out.
fn spoken(samples: &[f32]) -> Vec<(usize, usize)> {
    let mut detector = Detector::default_boxed();
    let mut frame = [0.0; FRAME];
    let mut speaks = false;
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (place, chunk) in samples.chunks(FRAME).enumerate() {
        frame[..chunk.len()].copy_from_slice(chunk);
        frame[chunk.len()..].fill(0.0);
        let score = detector.predict_f32(&frame);
        speaks = score >= if speaks { GOES_ON } else { BEGINS };
        if !speaks {
            continue;
        }
        match stretches.last_mut() {
            Some((_, to)) if place - *to <= SHORT_GAP => *to = place + 1,
            _ => stretches.push((place, place + 1)),
        }
    }
    stretches.retain(|(from, to)| to - from >= SHORT_SPEECH);
    stretches
}

/// The same stretches from the first to the last frame that is louder than what lies between them.
fn with_edges(stretches: &[(usize, usize)], loudness: &[f32]) -> Vec<(usize, usize)> {
    let within = |frame: usize| {
        stretches
            .iter()
            .any(|&(from, to)| (from..to).contains(&frame))
    };
    let frames = loudness.iter().enumerate();
    let mut speech: Vec<f32> = frames
        .filter_map(|(frame, &loud)| within(frame).then_some(loud))
        .collect();
    let noise = low(loudness);
    // The detector takes the beginning of a noise for a voice: one is louder than the noise.
    let is_louder =
        |&&(from, to): &&(usize, usize)| mean_power(&loudness[from..to]) >= NOISE * noise;
    let stretches: Vec<(usize, usize)> = stretches.iter().filter(is_louder).copied().collect();
    // Between the noise and the speech, nearer to the noise: words end softly.
    speech.sort_by(f32::total_cmp);
    let speech = tenth(&speech, 8);
    let least = (noise * NOISE).max(speech * 0.04).min(speech * 0.5);
    // One loud frame alone is the noise's.
    let is_loud = |&frame: &usize| {
        let around = frame.saturating_sub(1)..(frame + 2).min(loudness.len());
        loudness[frame].min(mean_power(&loudness[around])) >= least
    };
    let mut edged: Vec<(usize, usize)> = Vec::new();
    for (place, &(from, to)) in stretches.iter().enumerate() {
        let before = place.checked_sub(1).map_or(0, |before| stretches[before].1);
        let after = stretches
            .get(place + 1)
            .map_or(loudness.len(), |next| next.0);
        let from = from.saturating_sub(EDGE).max(before);
        let to = (to + EDGE).min(after).min(loudness.len());
        // In noise the detector hears voices on where there are none: long quiet is quiet.
        let first = edged.len();
        for frame in (from..to).filter(is_loud) {
            match edged[first..].last_mut() {
                Some((_, end)) if frame - *end <= LONG_QUIET => *end = frame + 1,
                _ => edged.push((frame, frame + 1)),
            }
        }
    }
    edged.retain(|(from, to)| to - from >= SHORT_SPEECH);
    edged
}

/// The loudness of the quiet tenth, which is the noise: nobody speaks without a stop.
fn low(loudness: &[f32]) -> f32 {
    let mut sorted = loudness.to_vec();
    sorted.sort_by(f32::total_cmp);
    tenth(&sorted, 1)
}

/// What so many tenths of sorted values lie below; 0 of nothing.
fn tenth(sorted: &[f32], tenths: usize) -> f32 {
    sorted
        .get(sorted.len() * tenths / 10)
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "seconds of made sound")]
mod tests {
    use std::f32::consts::TAU;

    use super::*;

    /// A made voice: pulses at 120 Hz through three formants that wander as between vowels, in
    /// syllables of a quarter second.
    fn voice(ms: u64) -> Vec<f32> {
        let many = ms * u64::from(RATE) / 1000;
        let rate = RATE as f32;
        let mut formants = [[0.0_f32; 2]; 3];
        let mut samples = Vec::new();
        let mut phase = 0.0;
        for place in 0..many {
            let time = place as f32 / rate;
            phase += (120.0 + 25.0 * (time * 3.0).sin()) / rate;
            let pulse = if phase >= 1.0 {
                phase -= 1.0;
                1.0
            } else {
                0.0
            };
            let sweep = (time * 7.0).sin();
            let tuned = [
                (550.0 + 200.0 * sweep, 80.0),
                (1500.0 - 400.0 * sweep, 100.0),
                (2500.0, 140.0),
            ];
            let mut sum = 0.0;
            for (state, (hertz, width)) in formants.iter_mut().zip(tuned) {
                let r = (-std::f32::consts::PI * width / rate).exp();
                let out =
                    pulse + 2.0 * r * (TAU * hertz / rate).cos() * state[0] - r * r * state[1];
                *state = [out, state[0]];
                sum += out;
            }
            let syllable = 0.55 + 0.45 * (TAU * 4.0 * time).sin();
            samples.push(sum * 0.16 * syllable);
        }
        samples
    }

    /// Noise that is the same in every run, so many dB below the loudest.
    fn noise(ms: u64, db: f32) -> Vec<f32> {
        let mut state = 0x2545_f491_u32;
        let loud = 10_f32.powf(db / 20.0) * 3_f32.sqrt();
        (0..ms * u64::from(RATE) / 1000)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                (state as f32 / u32::MAX as f32 * 2.0 - 1.0) * loud
            })
            .collect()
    }

    fn measured(parts: &[Vec<f32>], noise_db: f32) -> Measures {
        let mut samples = parts.concat();
        let ms = samples.len() as u64 * 1000 / u64::from(RATE) + 1;
        for (sample, noise) in samples.iter_mut().zip(noise(ms, noise_db)) {
            *sample = (*sample + noise).clamp(-1.0, 1.0);
        }
        let clipped = samples.iter().filter(|it| it.abs() >= 1.0).count();
        Measures::of(&Wave { samples, clipped })
    }

    fn silence(ms: u64) -> Vec<f32> {
        vec![0.0; usize::try_from(ms).unwrap() * 16]
    }

    /// Right within 5 % or 100 ms.
    fn near(measured: u64, true_one: u64) -> bool {
        measured.abs_diff(true_one) <= (true_one / 20).max(100)
    }

    #[test]
    fn times_and_pauses_of_a_made_voice_are_right_in_silence_and_in_noise() {
        for db in [-120.0, -40.0, -30.0] {
            let parts = [
                silence(1800),
                voice(3000),
                silence(1500),
                voice(2500),
                silence(400),
                voice(1500),
                silence(2600),
                voice(3000),
                silence(900),
            ];
            let it = measured(&parts, db);
            assert!(near(it.first_word_ms.unwrap(), 1800), "{db}: {it:?}");
            let pauses: Vec<u64> = it.pauses.iter().map(|pause| pause.ms).collect();
            assert_eq!(pauses.len(), 2, "{db}: {it:?}");
            assert!(
                near(pauses[0], 1500) && near(pauses[1], 2600),
                "{db}: {it:?}"
            );
            assert!(near(it.pauses[0].at_ms, 4800), "{db}: {it:?}");
            assert!(near(it.pauses[1].at_ms, 10_700), "{db}: {it:?}");
            assert!(near(it.talk_ms(), 14_500), "{db}: {it:?}");
            assert_eq!(it.longest_pause(), it.pauses.last().copied());
            assert!(it.level_db > it.noise_db.unwrap() + 6.0, "{db}: {it:?}");
        }
    }

    #[test]
    fn nobody_speaks_in_silence_and_in_noise() {
        for db in [-120.0, -40.0, -30.0] {
            let it = measured(&[silence(5000)], db);
            assert_eq!(it.first_word_ms, None, "{db}");
            assert_eq!((it.speech_ms, it.talk_ms()), (0, 0));
            assert!(
                it.pauses.is_empty() && (it.level_db - db).abs() < 1.0,
                "{it:?}"
            );
        }
        let nothing = Measures::of(&Wave {
            samples: Vec::new(),
            clipped: 0,
        });
        assert_eq!((nothing.total_ms, nothing.first_word_ms), (0, None));
    }
}
