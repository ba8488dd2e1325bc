# bash completion for logicmodel: commands, options of the command, words of options, files; ids of outcomes are not looked up.
_logicmodel() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local plain='--format --lang --output --all --width --excel --no-colour --quiet --help'
  local common="--model --years $plain"
  local question='--numbers --mapping --values --targets --progress --area --tier --scene --indicator --until --accept-good --threads --store --as-of'
  local listed="$plain --store --as-of --area --indicator"
  local commands='check show assess lag chain progress report form init load values targets history status areas lock undo why-changed diff trend interval judge help'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$commands --help --version" -- "$word"))
    return
  fi
  case $before in
    -f | --format) COMPREPLY=($(compgen -W 'text json csv dot mermaid xlsx html svg markdown pdf' -- "$word")); return ;;
    --numbers) COMPREPLY=($(compgen -W 'plain jp' -- "$word")); return ;;
    --years) COMPREPLY=($(compgen -W 'seireki wareki both' -- "$word")); return ;;
    --lang) COMPREPLY=($(compgen -W 'ja en' -- "$word")); return ;;
    --table)
      case $command in
        assess) COMPREPLY=($(compgen -W 'records steps sums' -- "$word")) ;;
        lag) COMPREPLY=($(compgen -W 'outcomes activities scenes tiers delivery' -- "$word")) ;;
        progress) COMPREPLY=($(compgen -W 'items results' -- "$word")) ;;
        *) COMPREPLY=($(compgen -W 'all ols ols_forecast wls wls_forecast sen sen_forecast mk xmr' -- "$word")) ;;
      esac
      return ;;
    --as)
      case $command in
        report) COMPREPLY=($(compgen -W 'list qa handover management minutes' -- "$word")) ;;
        *) COMPREPLY=($(compgen -W 'list progress-table' -- "$word")) ;;
      esac
      return ;;
    --into) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$word")); return ;;
    --area | --tier | --scene | --indicator | --until | --as-of | --reason | --who | --period | --from | --to | --at | --level | -w | --width) return ;;
  esac
  case $command:$word in
    help:*) COMPREPLY=($(compgen -W "$commands" -- "$word")); return ;;
    check:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --numbers --mapping --store --as-of" -- "$word")); return ;;
    show:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --area --accept-good --as --store --as-of" -- "$word")); return ;;
    assess:-* | lag:-*) COMPREPLY=($(compgen -W "$common $question --table" -- "$word")); return ;;
    chain:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --with --area --until --accept-good --threads --store --as-of" -- "$word")); return ;;
    progress:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --area --scene --until --accept-good --table --store --as-of" -- "$word")); return ;;
    init:-*) COMPREPLY=($(compgen -W '--store --lang --quiet --help' -- "$word")); return ;;
    report:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --numbers --mapping --store --as-of --area --until --accept-good --threads --into --settings --as --since" -- "$word")); return ;;
    form:-*) COMPREPLY=($(compgen -W "$common --values --numbers --mapping --area --year --accept-good" -- "$word")); return ;;
    load:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --store --dry-run --revise --reason --who --accept-good" -- "$word")); return ;;
    values:-*) COMPREPLY=($(compgen -W "$listed --period" -- "$word")); return ;;
    targets:-*) COMPREPLY=($(compgen -W "$listed --tier" -- "$word")); return ;;
    history:-*) COMPREPLY=($(compgen -W "$listed --period --tier" -- "$word")); return ;;
    areas:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --numbers --mapping --store --as-of --table" -- "$word")); return ;;
    status:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --store --as-of --period --area --accept-good" -- "$word")); return ;;
    lock:-*) COMPREPLY=($(compgen -W '--store --period --area --reason --who --lang --quiet --help' -- "$word")); return ;;
    undo:-*) COMPREPLY=($(compgen -W '--store --reason --who --lang --quiet --help' -- "$word")); return ;;
    diff:-*) COMPREPLY=($(compgen -W "$plain --store --from --to" -- "$word")); return ;;
    why-changed:-*) COMPREPLY=($(compgen -W "$plain --store --from --to --area --threads" -- "$word")); return ;;
    trend:-*) COMPREPLY=($(compgen -W "$plain --at --table" -- "$word")); return ;;
    interval:-*) COMPREPLY=($(compgen -W "$plain --level" -- "$word")); return ;;
    judge:-*) COMPREPLY=($(compgen -W "$plain --rules" -- "$word")); return ;;
  esac
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _logicmodel logicmodel
