//! Whose questions are practised, as `config.toml` has it.

use crate::toml::read::Fields;

/// Whose questions are practised, as the file says it. Names are checked where decks are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practice {
    /// Codes of languages; the interface's where it is empty.
    pub languages: Vec<String>,
    /// Names of roles and groups of roles; every role where it is empty.
    pub roles: Vec<String>,
}

impl Practice {
    pub(super) fn take(&mut self, fields: &mut Fields<'_, '_>) {
        if fields.has("languages") {
            self.languages = fields.plain_texts("languages");
        }
        if fields.has("roles") {
            self.roles = fields.plain_texts("roles");
        }
    }
}
