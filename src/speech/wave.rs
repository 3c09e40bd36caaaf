//! Recordings as samples.

use std::io::Cursor;

use hound::{SampleFormat, WavReader};

use crate::both;
use crate::language::Both;

/// Samples a second: what speech programs take, and the detector of voices knows.
pub const RATE: u32 = 16_000;

/// One voice, [`RATE`] samples a second, each between −1 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Wave {
    /// The samples.
    pub samples: Vec<f32>,
    /// How many of the recording's own samples stood at the largest value that they can have.
    pub clipped: usize,
}

impl Wave {
    /// How long it is, in milliseconds.
    pub fn milliseconds(&self) -> u64 {
        self.samples.len() as u64 * 1000 / u64::from(RATE)
    }

    /// Reads a WAV file of whole numbers or floats, of any rate and number of channels. A file that
    /// a recorder did not close is read as far as it goes.
    ///
    /// # Errors
    ///
    /// What the file is instead.
    pub fn read(bytes: &[u8]) -> Result<Self, Both> {
        let mut bytes = bytes.to_vec();
        mend_length(&mut bytes);
        let none = || both!("WAV 파일이 아닙니다", "this is no WAV file");
        let reader = WavReader::new(Cursor::new(bytes)).map_err(|_| none())?;
        let spec = reader.spec();
        if spec.channels == 0 || spec.sample_rate == 0 {
            return Err(none());
        }
        // What was cut off at the end is not there, and no reason to give up the rest.
        let (samples, largest): (Vec<f32>, f32) = match spec.sample_format {
            SampleFormat::Float => {
                let samples = reader.into_samples::<f32>().map_while(Result::ok);
                (samples.collect(), 1.0)
            }
            SampleFormat::Int => {
                let scale = scale(spec.bits_per_sample);
                let samples = reader.into_samples::<i32>().map_while(Result::ok);
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "24 bits are more than anybody hears"
                )]
                let samples = samples.map(|sample| sample as f32 / scale).collect();
                (samples, (scale - 1.0) / scale)
            }
        };
        let is_clipped = |sample: &&f32| sample.abs() >= largest;
        let clipped = samples.iter().filter(is_clipped).count() / usize::from(spec.channels);
        let heard = |sample: f32| {
            if sample.is_finite() {
                sample.clamp(-1.0, 1.0)
            } else {
                0.0
            }
        };
        let samples: Vec<f32> = samples.into_iter().map(heard).collect();
        let voice = mixed(&samples, usize::from(spec.channels));
        Ok(Self {
            samples: resampled(&voice, spec.sample_rate),
            clipped,
        })
    }
}

/// The largest whole number of so many bits, and one.
fn scale(bits: u16) -> f32 {
    f32::powi(2.0, i32::from(bits.clamp(1, 32)) - 1)
}

/// A recorder that was stopped or writes into a pipe leaves a length of nothing or of everything in
/// the head of the samples: it becomes the length that there is.
fn mend_length(bytes: &mut [u8]) {
    let Some(at) = data_chunk(bytes) else {
        return;
    };
    let there = bytes.len() - (at + 8);
    let mut length = [0; 4];
    length.copy_from_slice(&bytes[at + 4..at + 8]);
    let said = u32::from_le_bytes(length) as usize;
    if said == 0 || said > there {
        let block = block_size(bytes).max(1);
        let whole = there / block * block;
        let whole = u32::try_from(whole).unwrap_or(u32::MAX);
        bytes[at + 4..at + 8].copy_from_slice(&whole.to_le_bytes());
    }
}

/// Where the chunk with the samples begins.
fn data_chunk(bytes: &[u8]) -> Option<usize> {
    let mut at = 12;
    loop {
        let head = bytes.get(at..at + 8)?;
        if head.starts_with(b"data") {
            return Some(at);
        }
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        at = at.checked_add(8 + usize::try_from(length).ok()?.next_multiple_of(2))?;
    }
}

/// The bytes of one sample of all channels, as the format's chunk says.
fn block_size(bytes: &[u8]) -> usize {
    bytes.get(32..34).map_or(1, |size| {
        usize::from(u16::from_le_bytes([size[0], size[1]]))
    })
}

/// All channels as one.
fn mixed(samples: &[f32], channels: usize) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a handful of channels")]
    let many = channels as f32;
    samples
        .chunks_exact(channels)
        .map(|all| all.iter().sum::<f32>() / many)
        .collect()
}

/// At [`RATE`]: each new sample is the mean of the old ones in its time, or lies between two.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a recording are far below 2^52"
)]
fn resampled(samples: &[f32], rate: u32) -> Vec<f32> {
    if rate == RATE || samples.is_empty() {
        return samples.to_vec();
    }
    let step = f64::from(rate) / f64::from(RATE);
    let many = (samples.len() as f64 / step) as usize;
    let last = samples.len() - 1;
    let of = |place: usize| {
        let begin = place as f64 * step;
        let (from, to) = (begin as usize, (begin + step) as usize);
        if to > from + 1 || step > 1.0 {
            let all =
                &samples[from.min(last)..to.clamp(from + 1, last + 1).max(from.min(last) + 1)];
            all.iter().sum::<f32>() / all.len() as f32
        } else {
            let share = (begin - from as f64) as f32;
            samples[from.min(last)] * (1.0 - share) + samples[(from + 1).min(last)] * share
        }
    };
    (0..many).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(rate: u32, channels: u16, samples: &[i16]) -> Vec<u8> {
        let spec = hound::WavSpec {
            channels,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut bytes = Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
        for &sample in samples {
            writer.write_sample(sample).unwrap();
        }
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_rate_and_number_of_channels_is_as_long_as_it_was() {
        for rate in [8_000, 11_025, 16_000, 22_050, 44_100, 48_000] {
            for channels in [1, 2] {
                let second = vec![1000; usize::try_from(rate).unwrap() * usize::from(channels)];
                let wave = Wave::read(&wav(rate, channels, &second)).unwrap();
                assert!(wave.milliseconds().abs_diff(1000) <= 1, "{rate} {channels}");
                let same = wave
                    .samples
                    .iter()
                    .all(|it| (it - 1000.0 / 32_768.0).abs() < 1e-4);
                assert!(same, "{rate} {channels}");
                assert_eq!(wave.clipped, 0);
            }
        }
    }

    #[test]
    fn a_file_that_was_not_closed_is_read_as_far_as_it_goes() {
        let whole = wav(16_000, 1, &vec![i16::MAX; 16_000]);
        for length in [0, u32::MAX] {
            let mut broken = whole.clone();
            broken[40..44].copy_from_slice(&length.to_le_bytes());
            broken.truncate(44 + 16_001);
            let wave = Wave::read(&broken).unwrap();
            assert_eq!(wave.samples.len(), 8_000);
            assert_eq!(wave.clipped, 8_000);
        }
    }

    #[test]
    fn what_is_no_recording_is_said_to_be_none() {
        for bytes in [&b""[..], b"RIFF", b"<html>", &[0; 64]] {
            assert!(Wave::read(bytes).is_err());
        }
    }
}
