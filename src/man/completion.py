#!/usr/bin/python3
"""Writes the completion of a shell from the program's own tables: completion.py bash|zsh|fish PROGRAM"""

import sys

import tables
from tables import Option


class Words:
    """Everything that can be completed."""

    def __init__(self, program: str):
        self.commands = tables.commands(program)
        self.options = {command: tables.command_options(program, command) for command in self.commands}
        self.types = tables.types()
        self.classes = tables.classes()
        self.reasons = tables.reasons(program)

    def flags(self, command: str) -> list[Option]:
        return [option for option in self.options[command] if option.words[0].startswith("-")]

    def plus(self) -> list[Option]:
        return [option for option in self.options["query"] if option.words[0].startswith("+")]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# --- bash ---

BASH = """# bash completion for digdrift
_digdrift()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=query words=''
	COMPREPLY=()
	if [[ $cur == '=' ]]; then
		cur=''
	elif [[ $prev == '=' ]]; then
		prev=${COMP_WORDS[COMP_CWORD-2]}
	fi
	if (( COMP_CWORD > 1 )); then
		case ${COMP_WORDS[1]} in
		%(commands_or)s) command=${COMP_WORDS[1]} ;;
		esac
	fi
	case $command:$prev in
%(values)s
	esac
	case $command:$cur in
%(options)s
	query:*)
		words=%(types)s
		(( COMP_CWORD == 1 )) && words+=' '%(commands)s ;;
	explain:*) words=%(reasons)s ;;
	*) COMPREPLY=($(compgen -f -- "$cur")); return ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	[[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
	return 0
}
complete -o filenames -F _digdrift digdrift
"""


def bash_value(command: str, option: Option) -> str:
    cases = "|".join(f"{command}:{word}" for word in option.words)
    found = tables.values(command, option)
    if found:
        return f'\t{cases}) COMPREPLY=($(compgen -W {quoted(" ".join(found))} -- "$cur")); return ;;'
    if tables.takes_file(option):
        return f'\t{cases}) COMPREPLY=($(compgen -f -- "$cur")); return ;;'
    return f"\t{cases}) return ;;"


def bash(words: Words) -> str:
    values = [
        bash_value(command, option) for command in words.commands for option in words.flags(command) if option.argument
    ]
    options = [
        f"\t{command}:-*) words={quoted(' '.join(word for option in words.flags(command) for word in option.words))} ;;"
        for command in words.commands
    ]
    options.append(f"\tquery:+*) words={quoted(' '.join(word for option in words.plus() for word in option.words))} ;;")
    return BASH % {
        "commands_or": "|".join(words.commands),
        "commands": quoted(" ".join([*words.commands, "--help", "--version"])),
        "values": "\n".join(values),
        "options": "\n".join(options),
        "types": quoted(" ".join([*words.types, *words.classes])),
        "reasons": quoted(" ".join(words.reasons)),
    }


# --- zsh ---

ZSH = """#compdef digdrift
# zsh completion for digdrift

_digdrift_query() {
	local -a flags plus kinds commands
	flags=(
%(flags)s
	)
	plus=(
%(plus)s
	)
	kinds=(%(kinds)s)
	commands=(
%(commands)s
	)
	case $words[CURRENT-1] in
%(query_values)s
	esac
	case $PREFIX in
	-*) _describe -o 'flag' flags ;;
	+*) _describe -o 'option' plus ;;
	@*) _message 'server' ;;
	*)
		(( CURRENT == 2 )) && _describe 'command' commands
		compadd -M 'm:{a-z}={A-Z}' -- $kinds ;;
	esac
}

_digdrift() {
	case $words[2] in
%(cases)s
	*) _digdrift_query ;;
	esac
}

_digdrift "$@"
"""


def zsh_pairs(pairs: list[tuple[str, str]]) -> str:
    return "\n".join("\t\t" + quoted(word.replace(":", "\\:") + ":" + summary) for word, summary in pairs)


def zsh_action(command: str, option: Option) -> str:
    found = tables.values(command, option)
    if found:
        return f"({' '.join(found)})"
    return "_files" if tables.takes_file(option) else " "


def zsh_arguments(command: str, option: Option) -> list[str]:
    summary = option.summary.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    value = f":{option.argument.replace(':', chr(92) + ':')}:{zsh_action(command, option)}" if option.argument else ""
    return [quoted(f"*{word}[{summary}]{value}") for word in option.words]


def zsh_case(command: str, words: Words) -> str:
    rest = f"'*:code:({' '.join(words.reasons)})'" if command == "explain" else "'*:file:_files'"
    arguments = [line for option in words.flags(command) for line in zsh_arguments(command, option)]
    lines = " \\\n".join(f"\t\t\t{line}" for line in [*arguments, rest])
    return f"\t{command})\n\t\tshift words\n\t\t(( CURRENT-- ))\n\t\t_arguments -s \\\n{lines} ;;"


def zsh(words: Words) -> str:
    flags = words.flags("query")
    values = [
        f"\t{'|'.join(option.words)}) compadd -M 'm:{{a-z}}={{A-Z}}' -- {' '.join(tables.values('query', option))}; return ;;"
        for option in flags
        if tables.values("query", option)
    ]
    values += [f"\t{'|'.join(option.words)}) _files; return ;;" for option in flags if tables.takes_file(option)]
    return ZSH % {
        "flags": zsh_pairs([(word, option.summary) for option in flags for word in option.words]),
        "plus": zsh_pairs([(word, option.summary) for option in words.plus() for word in option.words]),
        "kinds": " ".join([*words.types, *words.classes]),
        "commands": zsh_pairs(list(words.commands.items())),
        "query_values": "\n".join(values),
        "cases": "\n".join(zsh_case(command, words) for command in words.commands if command != "query"),
    }


# --- fish ---


def fish_words(option: Option) -> str:
    return " ".join(f"-s {word[1:]}" if len(word) == 2 else f"-l {word.removeprefix('--')}" for word in option.words)


def fish_value(command: str, option: Option) -> str:
    found = tables.values(command, option)
    if found:
        return f" -x -a {quoted(' '.join(found))}"
    if tables.takes_file(option):
        return " -r -F"
    return " -x" if option.argument else ""


def fish_string(text: str) -> str:
    """Within single quotes fish knows two escapes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish(words: Words) -> str:
    others = " ".join(name for name in words.commands if name != "query")
    lookup = f"'not __fish_seen_subcommand_from {others}'"
    lines = ["# fish completion for digdrift"]
    lines += [
        f"complete -c digdrift -n __fish_use_subcommand -f -a {name} -d {fish_string(summary)}"
        for name, summary in words.commands.items()
    ]
    for command in words.commands:
        condition = lookup if command == "query" else f"'__fish_seen_subcommand_from {command}'"
        lines += [
            f"complete -c digdrift -n {condition} {fish_words(option)}{fish_value(command, option)} -d {fish_string(option.summary)}"
            for option in words.flags(command)
        ]
    lines += [
        f"complete -c digdrift -n {lookup} -f -a {fish_string(word)} -d {fish_string(option.summary)}"
        for option in words.plus()
        for word in option.words
    ]
    lines.append(f"complete -c digdrift -n {lookup} -f -a {fish_string(' '.join([*words.types, *words.classes]))}")
    lines.append(f"complete -c digdrift -n '__fish_seen_subcommand_from explain' -f -a {fish_string(' '.join(words.reasons))}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print({"bash": bash, "zsh": zsh, "fish": fish}[sys.argv[1]](Words(sys.argv[2])), end="")
