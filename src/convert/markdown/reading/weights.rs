//! What every observation is worth, in log-odds (nats): ±0.3 is a hint, ±1 a sign, ±3 nearly
//! settles a line. Set by hand; `examples/import_evidence.rs` shows that little hangs on a fine
//! value.

macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {
        /// The weights of the evidence, in nats.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Weights {
            $($(#[$doc])* pub $name: f32,)*
        }

        impl Default for Weights {
            fn default() -> Self {
                Self { $($name: $value,)* }
            }
        }

        impl Weights {
            /// The weights, each multiplied by what `factor` gives for its name.
            #[must_use]
            pub fn scaled(&self, mut factor: impl FnMut(&'static str) -> f32) -> Self {
                Self { $($name: self.$name * factor(stringify!($name)),)* }
            }
        }
    };
}

weights! {
    /// The line has the form of a question or a request: never enough alone against its class.
    ask = 2.2;
    /// It names what interviewers ask for.
    topic = 0.4;
    /// A short phrase with no sign either way: more of them are titles than questions.
    noun = -0.8;
    /// It says something.
    statement = -2.5;
    /// A link, a date, a picture, "References".
    junk = -3.0;
    /// A checkbox: something to do, or a question ticked off.
    checkbox = -1.3;
    /// How often a heading, a fold's title or a table's cell is a question at all.
    prior_title = -0.3;
    /// A heading under a bullet is an outline's topic.
    outline = -2.5;
    /// A numbered paragraph.
    prior_number = -0.5;
    /// A numbered item.
    prior_ordered = -0.7;
    /// A bold line or item.
    prior_bold = -0.8;
    /// Bullets and plain lines are mostly answers.
    prior_bullet = -1.0;
    /// A label or a question's callout says itself what it is.
    prior_label = 3.0;
    /// Another callout.
    prior_callout = -2.0;
    /// For each level of list below the first.
    deeper = -0.5;
    /// Inside a fold or a quotation: that is where answers are.
    folded = -1.2;
    /// The whole text is a link to elsewhere.
    link = -1.0;
    /// It has text below it, where most of its class do.
    body = 0.6;
    /// It has none, where most of its class do.
    nobody = -0.4;
    /// A heading with nothing below it.
    bare_heading = -1.5;
    /// The class opens its answers with one and the same marker.
    marker = 1.8;
    /// The class is numbered without holes.
    series = 0.5;
    /// The class repeats the same few texts: a button, a template.
    same = -3.0;
    /// The members have the same sub-headings below them.
    template = 1.0;
    /// The openers do not state, what stands below them does.
    told = 0.6;
    /// The bodies are longer than the openers.
    longer_bodies = 0.3;
    /// The typical opener is longer than two lines.
    long_openers = -0.8;
    /// The class has one member only.
    single = -0.6;
    /// Title or section speaks of interviews or questions, or does not.
    about = 0.3;
    /// The note speaks of interviews and holds nothing but lists of the class, without answers.
    only_list = 2.0;
    /// The section right above is called "questions", "interview".
    asked = 0.8;
    /// The section is advice, contents, references, how to use this.
    advice = -2.5;
    /// The text is a section's name.
    section_name = -0.6;
    /// Only further headings stand below it.
    only_titles = -1.0;
    /// Most of the class stands inside answers: so do its stragglers.
    nested = -3.5;
    /// With how many members of the whole note a section's mean is mixed.
    pseudo = 3.0;
    /// A section's mean from which its members need no evidence of their own.
    gate = 0.4;
    /// What such a member has at least.
    keep = 0.3;
    /// Price of each class that is used.
    convention = 3.0;
    /// What each class after the first pays on top.
    second = 2.0;
    /// Price of taking a line that asks for a mere section.
    lost = 2.0;
    /// Price of taking one member of a firm series for a mere section.
    deviate = 4.0;
    /// Price of a line that asks and disappears in an answer.
    swallow = 0.15;
}
