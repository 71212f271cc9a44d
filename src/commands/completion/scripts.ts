export const shells = ['bash', 'zsh', 'fish'] as const;

/**
 * What a shell runs at its start. At each press of Tab it hands the words so far to `crypto-predict complete`, as they
 * stand: nothing of them is evaluated. Each line of the answer is a candidate, a tab, and what it means; `:files` alone
 * leaves it to the shell.
 */
export const scripts: Readonly<Record<(typeof shells)[number], string>> = {
  bash: `# bash completion for crypto-predict
_crypto_predict() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
    elif [[ -n $line ]]; then
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <(crypto-predict complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _crypto_predict crypto-predict`,

  zsh: `#compdef crypto-predict
_crypto-predict() {
  local line
  local -a candidates
  for line in "\${(@f)$(crypto-predict complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
    elif [[ -n $line ]]; then
      line=\${line//:/\\\\:}
      candidates+=("\${line/$'\\t'/:}")
    fi
  done
  (( $#candidates )) && _describe -V crypto-predict candidates
}
if [[ $funcstack[1] == _crypto-predict ]]; then
  _crypto-predict "$@"
else
  compdef _crypto-predict crypto-predict
fi`,

  fish: `# fish completion for crypto-predict
function __crypto_predict_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l lines (crypto-predict complete -- $words[2..-1] "$current" 2>/dev/null)
  if test "$lines" = :files
    __fish_complete_path "$current"
  else
    printf '%s\\n' $lines
  end
end
complete -c crypto-predict -e
complete -c crypto-predict -f -k -a '(__crypto_predict_complete)'`,
};
