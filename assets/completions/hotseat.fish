# Completion of hotseat for fish. The candidates come from the program itself.
#
#   hotseat completions fish > ~/.config/fish/completions/hotseat.fish

function __hotseat_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    # What is begun may have an open quotation mark.
    set current (string unescape -- $current; or string trim --left --chars '"\'' -- $current)
    for line in ($program complete -- $words "$current" 2>/dev/null)
        switch $line
            case \tfiles
                __fish_complete_path "$current"
            case \tfolders
                __fish_complete_directories "$current"
            case '*'
                echo -- $line
        end
    end
end

complete -c hotseat -f -a '(__hotseat_complete)'
