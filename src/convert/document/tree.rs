//! A tree of elements and texts, as HTML and XML are read into.

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// A text, its character references decoded.
    Text(String),
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name, in lower case for HTML.
    pub name: String,
    /// Its attributes, in the order of the text.
    pub attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Node>,
}

/// Elements that nest deeper than this are put beside one another.
pub(super) const DEEPEST: usize = 150;

impl Element {
    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether one of its classes is this one.
    pub fn has_class(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_whitespace().any(|own| own == class)
    }

    /// The elements right below it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name right below it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element below it, at any depth, that is so.
    pub fn find(&self, is_it: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        self.elements().find_map(|element| {
            if is_it(element) {
                Some(element)
            } else {
                element.find(is_it)
            }
        })
    }

    /// All elements below it that are so, in the order of the text.
    pub fn all<'e>(&'e self, is_it: &dyn Fn(&Element) -> bool, found: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if is_it(element) {
                found.push(element);
            }
            element.all(is_it, found);
        }
    }

    /// All its text, as it stands.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        out
    }

    fn push_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.push_text(out),
            }
        }
    }
}

/// A tree under construction: the elements that are still open, the root first.
pub(super) struct Builder {
    open: Vec<Element>,
}

impl Builder {
    /// A tree with nothing in it.
    pub fn new() -> Self {
        Self {
            open: vec![Element::default()],
        }
    }

    /// Whether an element of this name is open, inside the nearest one of `within`.
    pub fn has_open(&self, name: &str, within: &[&str]) -> bool {
        let inner = self.open.iter().rev();
        inner
            .take_while(|element| !within.contains(&element.name.as_str()))
            .any(|element| element.name == name)
    }

    /// Opens an element, or stands it beside the last one where too many are open.
    pub fn open(&mut self, element: Element) {
        if self.open.len() > DEEPEST {
            self.push(Node::Element(element));
        } else {
            self.open.push(element);
        }
    }

    /// Puts something into the innermost open element.
    pub fn push(&mut self, node: Node) {
        let Some(last) = self.open.last_mut() else {
            return;
        };
        match (node, last.children.last_mut()) {
            (Node::Text(text), Some(Node::Text(before))) => before.push_str(&text),
            (node, _) => last.children.push(node),
        }
    }

    /// Closes the innermost open element of this name and those in it; one that is not open is
    /// passed over.
    pub fn close(&mut self, name: &str) {
        if !self.open.iter().skip(1).any(|element| element.name == name) {
            return;
        }
        while self.open.len() > 1 {
            let Some(element) = self.open.pop() else {
                return;
            };
            let is_it = element.name == name;
            self.push(Node::Element(element));
            if is_it {
                return;
            }
        }
    }

    /// The whole tree.
    pub fn finish(mut self) -> Element {
        while self.open.len() > 1 {
            if let Some(element) = self.open.pop() {
                self.push(Node::Element(element));
            }
        }
        self.open.pop().unwrap_or_default()
    }
}
