//! Independent models of terminals, which get every frame as a terminal does: what they hold must
//! be what a whole redraw would show, colours included.

use std::cell::RefCell;
use std::io;
use std::num::NonZeroU16;
use std::rc::Rc;

use hotseat::clock::Moment;
use hotseat::tui::app::App;
use hotseat::tui::canvas::Canvas;
use ratatui::Viewport;
use ratatui::layout::Rect;

/// What a canvas sends.
#[derive(Clone, Default)]
struct Wire(Rc<RefCell<Vec<u8>>>);

impl io::Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Two models with the same bytes in them.
struct Models {
    vt100: vt100::Parser,
    avt: avt::Terminal,
}

impl Models {
    fn new(size: (u16, u16)) -> Self {
        let cells = |number| NonZeroU16::new(number).unwrap();
        Self {
            vt100: vt100::Parser::new(cells(size.1), cells(size.0), 0),
            avt: avt::Terminal::new(size.0.into(), size.1.into()).unwrap(),
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.vt100.process(bytes);
        self.avt.feed([std::str::from_utf8(bytes).unwrap()]);
    }

    /// Whether every cell looks the same, told quickly.
    fn look_like(&self, other: &Self, size: (u16, u16)) -> bool {
        let (ours, theirs) = (self.vt100.screen(), other.vt100.screen());
        let mut places = (0..size.1).flat_map(|y| (0..size.0).map(move |x| (y, x)));
        let mut rows = self
            .avt
            .screen()
            .visible_lines()
            .zip(other.avt.screen().visible_lines());
        places.all(|(y, x)| ours.cell(y, x) == theirs.cell(y, x))
            && rows.all(|(ours, theirs)| ours.cells() == theirs.cells())
    }

    /// Every cell as it looks, row by row: its text, its colours and its form.
    fn cells(&self, size: (u16, u16)) -> Vec<Vec<String>> {
        let screen = self.vt100.screen();
        let vt100 = (0..size.1).map(|y| {
            let row = (0..size.0).map(|x| {
                let cell = screen.cell(y, x).unwrap();
                let forms = [
                    cell.bold(),
                    cell.dim(),
                    cell.italic(),
                    cell.underline(),
                    cell.inverse(),
                ];
                let text = match cell.contents() {
                    "" => " ",
                    text => text,
                };
                format!(
                    "{text:?} {:?} {:?} {forms:?}",
                    cell.fgcolor(),
                    cell.bgcolor()
                )
            });
            row.collect()
        });
        let avt = self.avt.screen().visible_lines().map(|line| {
            let row = line.cells().iter().map(|cell| {
                let text = (cell.width() > 0).then(|| cell.char());
                format!("{text:?} {:?}", cell.pen())
            });
            row.collect()
        });
        vt100.chain(avt).collect()
    }
}

/// Terminals on which an app is drawn frame by frame.
pub struct Emulators {
    size: (u16, u16),
    wire: Wire,
    canvas: Canvas<Wire>,
    models: Models,
    frames: usize,
}

fn canvas(wire: &Wire, size: (u16, u16)) -> Canvas<Wire> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
    Canvas::new(wire.clone(), viewport).unwrap()
}

impl Emulators {
    pub fn new(size: (u16, u16)) -> Self {
        let wire = Wire::default();
        Self {
            size,
            canvas: canvas(&wire, size),
            wire,
            models: Models::new(size),
            frames: 0,
        }
    }

    /// Draws a frame over the ones before, and compares.
    pub fn draw(&mut self, app: &mut App, now: Moment, size: (u16, u16)) {
        if size != self.size {
            *self = Self {
                frames: self.frames,
                ..Self::new(size)
            };
        }
        self.canvas.draw(app, now).unwrap();
        self.models.take(&self.wire.0.take());
        let anew = Wire::default();
        canvas(&anew, size).draw(app, now).unwrap();
        let mut whole = Models::new(size);
        whole.take(&anew.0.take());
        self.frames += 1;
        if self.models.look_like(&whole, size) {
            return;
        }
        let (held, wanted) = (self.models.cells(size), whole.cells(size));
        for (y, (held, wanted)) in held.iter().zip(&wanted).enumerate() {
            for (x, (held, wanted)) in held.iter().zip(wanted).enumerate() {
                let (model, row) = if y < usize::from(size.1) {
                    ("vt100", y)
                } else {
                    ("avt", y - usize::from(size.1))
                };
                assert_eq!(
                    held,
                    wanted,
                    "{model}, frame {}, row {row}, column {x}\n{}",
                    self.frames,
                    self.models.vt100.screen().contents()
                );
            }
        }
    }
}
