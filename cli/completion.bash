# bash completion for logicmodel: commands, options of the command, words of options, files; ids of outcomes are not looked up.
_logicmodel() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local plain='--format --lang --output --all --width --excel --no-colour --quiet --help'
  local common="--model $plain"
  local question='--values --targets --progress --area --tier --scene --indicator --until --accept-good --threads'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W 'check show assess lag chain progress trend interval judge help --help --version' -- "$word"))
    return
  fi
  case $before in
    -f | --format) COMPREPLY=($(compgen -W 'text json csv dot mermaid' -- "$word")); return ;;
    --lang) COMPREPLY=($(compgen -W 'ja en' -- "$word")); return ;;
    --table)
      case $command in
        assess) COMPREPLY=($(compgen -W 'records steps sums' -- "$word")) ;;
        lag) COMPREPLY=($(compgen -W 'outcomes activities scenes tiers delivery' -- "$word")) ;;
        progress) COMPREPLY=($(compgen -W 'items results' -- "$word")) ;;
        *) COMPREPLY=($(compgen -W 'all ols ols_forecast wls wls_forecast sen sen_forecast mk xmr' -- "$word")) ;;
      esac
      return ;;
    --as) COMPREPLY=($(compgen -W 'list progress-table' -- "$word")); return ;;
    --area | --tier | --scene | --indicator | --until | --at | --level | -w | --width) return ;;
  esac
  case $command:$word in
    help:*) COMPREPLY=($(compgen -W 'check show assess lag chain progress trend interval judge help' -- "$word")); return ;;
    check:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress" -- "$word")); return ;;
    show:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --area --accept-good --as" -- "$word")); return ;;
    assess:-* | lag:-*) COMPREPLY=($(compgen -W "$common $question --table" -- "$word")); return ;;
    chain:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --with --area --until --accept-good --threads" -- "$word")); return ;;
    progress:-*) COMPREPLY=($(compgen -W "$common --values --targets --progress --area --scene --until --accept-good --table" -- "$word")); return ;;
    trend:-*) COMPREPLY=($(compgen -W "$plain --at --table" -- "$word")); return ;;
    interval:-*) COMPREPLY=($(compgen -W "$plain --level" -- "$word")); return ;;
    judge:-*) COMPREPLY=($(compgen -W "$plain --rules" -- "$word")); return ;;
  esac
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _logicmodel logicmodel
