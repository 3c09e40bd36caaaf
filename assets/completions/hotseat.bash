# Completion of hotseat for bash. The candidates come from the program itself.
#
#   hotseat completions bash > ~/.local/share/bash-completion/completions/hotseat
#   source <(hotseat completions bash)        # or this, in ~/.bashrc

# Splits the line up to the cursor into `words` as the shell will read it. `quote` is the
# quotation mark that is still open. COMP_WORDS would be split at every colon.
_hotseat_words() {
    local line="${COMP_LINE:0:COMP_POINT}" char i
    words=()
    quote=
    local word= is_begun=
    for ((i = 0; i < ${#line}; i++)); do
        char="${line:i:1}"
        if [[ $quote == "'" && $char != "'" ]]; then
            word+=$char
        elif [[ $char == '\' ]]; then
            i=$((i + 1))
            word+="${line:i:1}"
            is_begun=1
        elif [[ -n $quote && $char == "$quote" ]]; then
            quote=
        elif [[ -z $quote && ($char == '"' || $char == "'") ]]; then
            quote=$char
            is_begun=1
        elif [[ -z $quote && $char == [[:space:]] ]]; then
            [[ -n $is_begun ]] && words+=("$word")
            word=
            is_begun=
        else
            word+=$char
            is_begun=1
        fi
    done
    words+=("$word")
}

# Quotes `value` for the quotation mark that is open. What cannot be quoted there is not offered:
# within "…" nothing keeps a `!` from the shell's history without staying in the word.
_hotseat_quoted() {
    case $quote in
    '"')
        [[ $value == *'!'* ]] && return 1
        value="${value//\\/\\\\}"
        value="${value//\"/\\\"}"
        value="${value//\$/\\\$}"
        value="${value//\`/\\\`}"
        ;;
    "'") value="${value//\'/\'\\\'\'}" ;;
    *) printf -v value '%q' "$value" ;;
    esac
}

_hotseat() {
    local words quote program="${COMP_WORDS[0]}" current passed= line value about kind=
    _hotseat_words
    current="${words[${#words[@]} - 1]}"
    # Outside of quotes readline puts a candidate after the last of these signs, not after the
    # last space.
    if [[ -z $quote ]]; then
        [[ $COMP_WORDBREAKS == *:* && $current == *:* ]] && passed="${current%:*}:"
        if [[ $COMP_WORDBREAKS == *=* && $current == *=* ]]; then
            line="${current%=*}="
            ((${#line} > ${#passed})) && passed=$line
        fi
    fi
    COMPREPLY=()
    while IFS= read -r line; do
        value="${line%%$'\t'*}"
        about="${line#*$'\t'}"
        if [[ -z $value ]]; then
            kind=$about
            continue
        fi
        [[ $value == *[:=] ]] && compopt -o nospace 2>/dev/null
        value="${value#"$passed"}"
        _hotseat_quoted && COMPREPLY+=("$value")
    done < <("$program" complete -- "${words[@]:1}" 2>/dev/null)
    [[ -z $kind ]] && return
    compopt -o filenames 2>/dev/null
    local action=-f
    [[ $kind == folders ]] && action=-d
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(compgen "$action" -- "${current#"$passed"}")
}

complete -F _hotseat hotseat
