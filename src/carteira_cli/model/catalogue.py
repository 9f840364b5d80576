"""Every finding and every stop: a permanent slug, one sentence, and what to do about it."""

from carteira_cli.model.findings import Code, Exit, Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

# Rows set aside: found in the file, in no figure.
CANCELLED = Code(
    "cancelled",
    _INFO,
    "Venda cancelada, recusada ou devolvida por inteiro: não entra nos valores.",
    "Confira a coluna de situação; se for venda válida, ajuste em [leitura] status.",
)
NOT_YET_SOLD = Code(
    "not-yet-sold",
    _INFO,
    "Ainda não é venda (em aberto, orçamento, aguardando pagamento): não entra nos valores.",
    "Quando a venda se confirmar, exporte de novo.",
)
EXACT_DUPLICATE = Code(
    "exact-duplicate",
    _WARNING,
    "Linha repetida com o mesmo número de pedido: contada uma vez só.",
    "Apague a repetição na planilha de origem.",
)
ORDER_TOLD_AGAIN = Code(
    "order-told-again",
    _WARNING,
    "Este pedido já está em outra planilha, com o mesmo cliente, dia e valor: contado uma vez só.",
    "Nada a fazer; para não repetir, exporte períodos que não se sobreponham.",
)
TOTAL_ROW = Code(
    "total-row",
    _INFO,
    "Linha de total do relatório: não é venda e não entra na soma.",
    "Nada a fazer.",
)
ORDER_NOT_FOUND = Code(
    "order-not-found",
    _WARNING,
    "O pedido desta linha não está na lista de pedidos: sem data ou cliente.",
    "Exporte os pedidos do mesmo período que os itens.",
)
RECEIVABLES = Code(
    "receivables",
    _WARNING,
    "Esta é uma lista de contas a receber: o dia da venda é o do primeiro vencimento.",
    "Para dias exatos, exporte os pedidos ou as notas em vez das contas a receber.",
)
FILLED_DOWN = Code(
    "customer-filled-down",
    _WARNING,
    "Cliente em branco: valeu o da linha de cima, pois cada nome aparece uma vez só.",
    "Se estas vendas são de quem não se identificou, escreva “Consumidor” nessas células.",
)
REPEATED_HEADER = Code(
    "repeated-header",
    _INFO,
    "Cabeçalho repetido no meio dos dados: ignorado.",
    "Nada a fazer.",
)
INVALID_DATE = Code(
    "invalid-date",
    _WARNING,
    "Data que não existe ou não foi entendida: a linha ficou de fora.",
    "Corrija a data na planilha de origem.",
)
MISSING_DATE = Code(
    "missing-date",
    _WARNING,
    "Linha sem data: ficou de fora.",
    "Preencha a data na planilha de origem.",
)
INVALID_AMOUNT = Code(
    "invalid-amount",
    _WARNING,
    "Valor que não é um número: a linha ficou de fora.",
    "Corrija o valor na planilha de origem.",
)
MISSING_AMOUNT = Code(
    "missing-amount",
    _WARNING,
    "Linha sem valor: ficou de fora.",
    "Preencha o valor na planilha de origem.",
)
AFTER_REFERENCE_DATE = Code(
    "after-reference-date",
    _INFO,
    "Venda depois da data-base: não entra nos valores.",
    "Escolha outra data com --data-base, se quiser incluí-la.",
)
FUTURE_DATE = Code(
    "future-date",
    _WARNING,
    "Venda com data no futuro: ficou de fora.",
    "Confira a data; dia e mês podem estar trocados.",
)
NOT_A_SALE = Code(
    "not-a-sale",
    _INFO,
    "Bonificação, brinde, amostra, remessa ou transferência: não é venda.",
    "Confira o tipo de operação na planilha de origem.",
)
RETURN_IGNORED = Code(
    "return-ignored",
    _INFO,
    "Devolução ignorada, como pedido em --devolucoes ignorar.",
    "Use --devolucoes liquidar para descontá-la.",
)
ZERO_IGNORED = Code(
    "zero-ignored",
    _INFO,
    "Venda de valor zero ignorada, como pedido na configuração.",
    "Tire valor_zero de [leitura] para contá-la.",
)

IGNORED_CUSTOMER = Code(
    "ignored-customer",
    _INFO,
    "Cliente que você mandou ignorar: suas linhas ficaram de fora.",
    "Tire-o de [clientes] ignorar para contá-lo.",
)

# Doubts: the row counts, and the user should know.
ZERO_AMOUNT = Code(
    "zero-amount",
    _WARNING,
    "Venda de valor zero: conta como compra, sem valor.",
    'Se for brinde ou erro, corrija na origem ou use valor_zero = "ignorar" em [leitura].',
)
AMOUNT_COMPLETED = Code(
    "amount-completed",
    _WARNING,
    "Linha sem total: usamos quantidade × preço.",
    "Preencha o total na planilha de origem.",
)
SUB_CENT = Code(
    "sub-cent",
    _INFO,
    "Há valores com fração de centavo; cada linha foi arredondada ao centavo.",
    "A soma pode diferir em centavos da soma da sua planilha.",
)
ORDER_TOLD_OTHERWISE = Code(
    "order-told-otherwise",
    _WARNING,
    "Este pedido está em duas planilhas, com o mesmo cliente e dia e outro valor: contam os dois.",
    "Se for um pedido só, deixe apenas a planilha mais nova.",
)
DUPLICATE_WITHOUT_ID = Code(
    "duplicate-without-id",
    _WARNING,
    "Linha igual a outra e sem número de pedido: foi contada, pois pode ser outra venda.",
    "Se for repetição, apague-a na planilha de origem.",
)
UNIDENTIFIED = Code(
    "unidentified",
    _INFO,
    "Venda sem cliente identificado: entra no faturamento e em nenhuma ficha de cliente.",
    "Peça o CPF ou o nome na venda para acompanhar esse cliente.",
)
UNKNOWN_STATUS = Code(
    "unknown-status",
    _WARNING,
    "Situação desconhecida: a linha foi contada como venda.",
    "Diga em [leitura] status o que essa situação significa.",
)
DAY_FIRST_ASSUMED = Code(
    "day-first-assumed",
    _WARNING,
    "Não dá para saber se a data está em dia/mês ou mês/dia: lemos dia/mês.",
    'Se estiver errado, escreva datas = "mes-dia" em [leitura], no carteira.toml.',
)
MINORITY_DATE = Code(
    "minority-date",
    _WARNING,
    "Data em ordem diferente das outras da coluna (mês e dia trocados?): a linha ficou de fora.",
    "Corrija a data na planilha de origem.",
)
AMBIGUOUS_NUMBERS = Code(
    "ambiguous-numbers",
    _WARNING,
    "Números como 1.234 podem ser mil ou um vírgula dois: lemos {reading}.",
    'Confira o total; se estiver errado, escreva decimal = "ponto" (ou "virgula") em [leitura], '
    "no carteira.toml.",
)
INVALID_DOCUMENT = Code(
    "invalid-document",
    _WARNING,
    "CPF ou CNPJ inválido: não foi usado para identificar o cliente.",
    "Corrija o documento no cadastro.",
)
MANGLED_DOCUMENT = Code(
    "mangled-document",
    _WARNING,
    "CPF ou CNPJ que a planilha transformou em número e cortou (como 1,12E+13): não identifica "
    "ninguém.",
    "Na planilha de origem, formate a coluna como texto e exporte de novo.",
)
SAME_NAME = Code(
    "same-name",
    _WARNING,
    "Mais de um cliente com o mesmo nome: continuam separados.",
    "Se forem o mesmo, junte-os em [clientes] unir.",
)
SAME_ROOT = Code(
    "same-root",
    _INFO,
    "Nomes iguais ou parecidos com a mesma raiz de CNPJ, como matriz e filiais: continuam "
    "separados.",
    "Para contá-los como um só, copie o conteúdo para a seção [clientes.unir] de carteira.toml.",
)
LOOK_ALIKE = Code(
    "look-alike",
    _WARNING,
    "Dois clientes de nome muito parecido: continuam separados.",
    "Se forem o mesmo, copie o conteúdo para a seção [clientes.unir] de carteira.toml.",
)
PERHAPS_THE_COUNTER = Code(
    "perhaps-the-counter",
    _WARNING,
    "Um só nome está em {percent} % das linhas, sem CPF nem CNPJ: é um cliente ou é o balcão?",
    "Se não for um cliente, ponha na seção [clientes] de carteira.toml: {line} "
    "(as vendas continuam no total, sem cliente).",
)
MANY_NAMES = Code(
    "many-names",
    _WARNING,
    "O mesmo código, CPF ou CNPJ aparece com mais de três nomes: foi contado como um só cliente.",
    "Confira; se for um código de uso geral, dê a cada cliente o seu.",
)
SHARED_CONTACT = Code(
    "shared-contact",
    _INFO,
    "Telefone ou e-mail que aparece com mais de três nomes: não identifica ninguém.",
    "Se for o da própria loja, troque-o no cadastro pelo do cliente.",
)
MERGED_SPELLINGS = Code(
    "merged-spellings",
    _INFO,
    "O mesmo cliente escrito de outro jeito: foi reunido em um só.",
    "Confira; se forem clientes diferentes, dê a cada um o seu código.",
)
NOT_IN_REGISTER = Code(
    "not-in-register",
    _INFO,
    "Cliente com compras que não está no cadastro.",
    "Complete o cadastro para ter contato e cidade.",
)
DUPLICATE_REGISTRATION = Code(
    "duplicate-registration",
    _WARNING,
    "Cliente cadastrado mais de uma vez: as fichas contam como uma só.",
    "Reúna as fichas no cadastro.",
)
INCOMPLETE_REGISTRATION = Code(
    "incomplete-registration",
    _INFO,
    "Cadastro sem telefone nem e-mail ({percent} % dos cadastrados): não há como chamá-lo.",
    "Peça um telefone na próxima venda e complete o cadastro.",
)
REGISTER_WITHOUT_CONTACTS = Code(
    "register-without-contacts",
    _INFO,
    "O cadastro não traz o telefone nem o e-mail de ninguém.",
    "Exporte o cadastro com essas colunas para ter a quem ligar.",
)
UNKNOWN_STATE = Code(
    "unknown-state",
    _INFO,
    "Estado que não é um dos 27 do Brasil: ficou como foi escrito.",
    "Escreva a sigla, como SP, ou EX para o exterior.",
)
REPEATED_TOTAL = Code(
    "repeated-total",
    _INFO,
    "Total do pedido repetido em cada item: contado uma vez só por pedido.",
    'Confira um pedido; se o valor é de cada item, escreva grao = "item" em [leitura], no '
    "carteira.toml.",
)
TOTAL_MISMATCH = Code(
    "total-mismatch",
    _ERROR,
    "Quantidade × preço não bate com o total (linhas: {rows}): os valores podem estar errados.",
    "Veja as linhas em Pendências e confira qual coluna é o valor; escolha-a com --coluna.",
)
IDENTICAL_SHEETS = Code(
    "identical-sheets",
    _WARNING,
    "Esta planilha é igual a outra: contada uma vez só.",
    "Apague a cópia.",
)
IGNORED_SHEET = Code(
    "ignored-sheet",
    _INFO,
    "Esta aba não é uma lista de vendas nem um cadastro: não foi lida.",
    "Se for, escolha-a com --aba.",
)
HIDDEN_SHEET = Code(
    "hidden-sheet",
    _INFO,
    "Aba oculta: não foi lida.",
    "Se ela tiver vendas, mostre-a no Excel e salve de novo.",
)

HIDDEN_ROWS = Code(
    "hidden-rows",
    _WARNING,
    "Linha oculta ou filtrada na planilha: entrou na conta como as outras.",
    "Se ela não deve contar, apague-a ou deixe-a em outra aba.",
)

FORMULA_WITHOUT_RESULT = Code(
    "formula-without-result",
    _WARNING,
    "Fórmula sem resultado guardado: a célula foi lida como vazia.",
    "Abra a planilha no Excel ou no LibreOffice, salve-a e rode de novo.",
)
IMPOSSIBLE_MEASURE = Code(
    "impossible-measure",
    _WARNING,
    "Nota ou valor do cadastro que não pode ser ({count}): ficou vazio.",
    "Confira a coluna: nota NPS vai de 0 a 10; satisfação e valor em atraso são números de 0 para "
    "cima.",
)

# Doubts about the measures.
ONLY_RETURNS = Code(
    "only-returns",
    _INFO,
    "Só há devoluções, e nenhuma compra, de {customers} pessoa(s) ou empresa(s): o valor entra "
    "no faturamento líquido, mas não contam como clientes.",
    "Exporte um período maior para incluir as compras devolvidas.",
)
NO_CYCLE = Code(
    "no-cycle",
    _INFO,
    "Nenhum cliente comprou em dois dias diferentes: ainda não há ritmo de compra, e por isso a "
    "situação e a próxima compra ficam vazias.",
    "Exporte um período maior, com as compras anteriores.",
)
SEGMENT_UNCOVERED = Code(
    "segment-uncovered",
    _WARNING,
    "O seu mapa de segmentos não cobre {count} das combinações de notas ({cells}): esses clientes "
    "ficam em Outros.",
    "Complete [[rfm.segments]] com um segmento para elas.",
)
SEGMENT_UNREACHABLE = Code(
    "segment-unreachable",
    _WARNING,
    "O segmento {name} nunca é usado: tudo o que ele cobre já está em segmentos anteriores.",
    "Ponha-o antes dos outros em [[rfm.segments]] ou mude as notas dele.",
)
SEGMENT_OVERLAP = Code(
    "segment-overlap",
    _INFO,
    "Mais de um segmento do seu mapa cobre {count} das combinações de notas ({cells}): vale o "
    "primeiro.",
    "Se não for o que quer, mude as notas ou a ordem em [[rfm.segments]].",
)
PRODUCTS_NOT_COMPARED = Code(
    "products-not-compared",
    _INFO,
    "Só os {compared} produtos com mais clientes (de {products}) foram comparados entre si: o que "
    "vender junto e o que oferecer a cada cliente saem deles.",
    "Para comparar mais, aumente most_products em [basket], no carteira.toml; demora mais.",
)
PRODUCT_AMOUNTS = Code(
    "product-amounts",
    _WARNING,
    "Em {percent} % das compras o produto aparece com valor zero: a planilha parece trazer o valor "
    "só por pedido, e por isso o valor de cada produto não é confiável.",
    "Exporte as vendas com o valor de cada item.",
)
UNKNOWN_BREAKDOWN = Code(
    "unknown-breakdown",
    _WARNING,
    "Não há como separar a carteira por {field}: as planilhas não trazem esse campo.",
    "{guess}Dá para separar por: {fields}.",
)
ROWS_BEYOND_SHEET = Code(
    "rows-beyond-sheet",
    _WARNING,
    "A aba {sheet} mostra só {shown} das {rows} linhas: nenhuma planilha do Excel guarda todas.",
    "Para ter todas, grave também com --formato csv ou --formato json.",
)

# Stops: the run can't go on.
FILE_NOT_FOUND = Code(
    "file-not-found",
    _ERROR,
    "Não encontrei o arquivo {name}.",
    "{guess}Confira o nome e a pasta.",
    Exit.INPUT,
)
UNREADABLE = Code(
    "unreadable",
    _ERROR,
    "Não consegui ler {name}: {reason}.",
    "Abra o arquivo no Excel e salve-o de novo como .xlsx ou .csv.",
    Exit.INPUT,
)
NOT_A_SHEET = Code(
    "not-a-sheet",
    _ERROR,
    "{name} não é uma planilha: parece {what}.",
    "Exporte as vendas como .xlsx ou .csv.",
    Exit.INPUT,
)
TOO_LARGE = Code(
    "too-large",
    _ERROR,
    "{name} é grande demais para ser lido: {what}.",
    "Exporte um período menor e rode de novo.",
    Exit.INPUT,
)
SPARSE_SHEET = Code(
    "sparse-sheet",
    _ERROR,
    "{name} tem células preenchidas muito longe umas das outras, até a coluna {column} da linha "
    "{row}: não cabe na memória.",
    "Copie só a tabela de vendas para uma planilha nova, salve-a e rode de novo.",
    Exit.INPUT,
)
UNSAFE_PACKAGE = Code(
    "unsafe-package",
    _ERROR,
    "{name} foi recusado por segurança: {reason}.",
    "Se confia nele, abra-o no Excel, salve-o de novo como .xlsx e rode de novo.",
    Exit.INPUT,
)
PASSWORD = Code(
    "password",
    _ERROR,
    "{name} está protegido por senha.",
    "Salve uma cópia sem senha, ou grave a senha na primeira linha de um arquivo e diga-o com "
    "--senha-arquivo.",
    Exit.INPUT,
)
WRONG_PASSWORD = Code(
    "wrong-password",
    _ERROR,
    "A senha dada não abre {name}.",
    "Confira a primeira linha do arquivo de --senha-arquivo; maiúsculas e espaços contam.",
    Exit.INPUT,
)
PASSWORD_UNKNOWN = Code(
    "password-unknown",
    _ERROR,
    "{name} está protegido por senha, de um jeito que não sabemos abrir.",
    "Abra-o no programa em que foi feito, salve uma cópia sem senha e rode de novo.",
    Exit.INPUT,
)
PASSWORD_FILE = Code(
    "password-file",
    _ERROR,
    "Não consegui ler a senha em {name}: {reason}.",
    "Grave a senha na primeira linha do arquivo dado em --senha-arquivo.",
    Exit.INPUT,
)
KEY_FILE = Code(
    "key-file",
    _ERROR,
    "Não dá para usar a chave de {name}: {reason}.",
    "Diga em --chave um arquivo que ainda não existe, e ele é criado com uma chave boa; se o seu "
    "está aberto a outros, feche-o com chmod 600.",
    Exit.INPUT,
)
EMPTY_FILE = Code(
    "empty-file",
    _ERROR,
    "{name} está vazio.",
    "Exporte as vendas de novo e confira se o arquivo tem linhas.",
    Exit.INPUT,
)
ONLY_OUR_SHEETS = Code(
    "only-our-sheets",
    _ERROR,
    "{name} só tem abas que este programa gravou: não há vendas para ler.",
    "Passe a planilha em que estão as vendas.",
    Exit.INPUT,
)
STDIN_EMPTY = Code(
    "stdin-empty",
    _ERROR,
    "Não veio nada pela entrada padrão.",
    "Confira o comando que vem antes da barra |, ou dê o nome do arquivo no lugar de -.",
    Exit.INPUT,
)
NO_SALES_TABLE = Code(
    "no-sales-table",
    _ERROR,
    "Não achei uma lista de vendas em {name}: falta {missing}.",
    "Diga qual é com --coluna, por exemplo --coluna {example}.",
    Exit.INPUT,
)
ONLY_A_REGISTER = Code(
    "only-a-register",
    _ERROR,
    "{name} é um cadastro de clientes: não há vendas nele.",
    "Passe a lista de vendas e este cadastro com --clientes.",
    Exit.INPUT,
)
NO_SALES = Code(
    "no-sales",
    _ERROR,
    "Nenhuma linha de {name} pôde ser usada como venda.",
    "Confira as colunas de data, valor e situação; diga quais são com --coluna.",
    Exit.INPUT,
)
MONTHS_WITHOUT_YEAR = Code(
    "months-without-year",
    _ERROR,
    "Os meses estão nas colunas de {name}, mas nada diz de que ano são.",
    "Escreva o ano no cabeçalho (jan/2025), na linha acima dele ou no nome da aba.",
    Exit.INPUT,
)
SHEET_NOT_FOUND = Code(
    "sheet-not-found",
    _ERROR,
    "Não há aba chamada {sheet} em {name}; há: {sheets}.",
    "{guess}Confira o nome da aba.",
    Exit.INPUT,
)
COLUMN_NOT_FOUND = Code(
    "column-not-found",
    _ERROR,
    "Não há coluna chamada {header} em {name}.",
    "{guess}As colunas são: {headers}.",
    Exit.INPUT,
)
RETURNS_PRESENT = Code(
    "returns-present",
    _ERROR,
    "Há devoluções (linhas: {rows}), e foi pedido para parar se houvesse (--devolucoes erro).",
    "Use --devolucoes liquidar ou ignorar.",
    Exit.INPUT,
)
CONFIG_NOT_FOUND = Code(
    "config-not-found",
    _ERROR,
    "Não encontrei o arquivo de configuração {name}.",
    "Confira o nome e a pasta dados em --config.",
    Exit.CONFIG,
)
CONFIG_UNREADABLE = Code(
    "config-unreadable",
    _ERROR,
    "Não consegui ler a configuração {name}: {reason}.",
    "Corrija o arquivo ou tire-o da pasta.",
    Exit.CONFIG,
)
CONFIG_INVALID = Code(
    "config-invalid",
    _ERROR,
    "A configuração {name} precisa de correção:{problems}",
    "Corrija cada chave acima e rode de novo.",
    Exit.CONFIG,
)

CONFIG_EXISTS = Code(
    "config-exists",
    _ERROR,
    "Já existe a configuração {name}: ficou como estava.",
    "Diga --sobrescrever para mudá-la ou escolha outro nome com --saida.",
    Exit.OUTPUT,
)

# The output can't be written; what was there before is still there.
OUTPUT_IS_INPUT = Code(
    "output-is-input",
    _ERROR,
    "{name} é um dos arquivos lidos: não gravamos por cima dele.",
    "Escolha outro nome com --saida.",
    Exit.OUTPUT,
)
OUTPUT_FOLDER_MISSING = Code(
    "output-folder-missing",
    _ERROR,
    "A pasta {folder} não existe: {name} não foi gravado.",
    "Crie a pasta ou escolha outra com --saida.",
    Exit.OUTPUT,
)
BATCH_NO_FOLDER = Code(
    "batch-no-folder",
    _ERROR,
    "{name} não é uma pasta que se possa abrir.",
    "Diga a pasta em que estão as pastas ou planilhas dos seus clientes.",
    Exit.INPUT,
)
BATCH_EMPTY = Code(
    "batch-empty",
    _ERROR,
    "Não há planilha de nenhum cliente em {name}.",
    "Cada cliente é uma pasta com as planilhas dele, ou uma planilha só; com --padrao, dá para "
    "dizer quais arquivos são lidos.",
    Exit.INPUT,
)
OUTPUT_NOT_A_FILE = Code(
    "output-not-a-file",
    _ERROR,
    "{name} é uma pasta ou um dispositivo: não dá para gravar nele.",
    "Escolha outro nome com --saida.",
    Exit.OUTPUT,
)
OUTPUT_NOT_A_FOLDER = Code(
    "output-not-a-folder",
    _ERROR,
    "{name} não é uma pasta: não dá para gravar vários arquivos nele.",
    "Escolha outro nome com --saida.",
    Exit.OUTPUT,
)
OUTPUT_CHANGED = Code(
    "output-changed",
    _ERROR,
    "{name} mudou desde que este programa o gravou: a pasta ficou como estava.",
    "Guarde-o com outro nome, escolha outra pasta com --saida ou diga --sobrescrever.",
    Exit.OUTPUT,
)
OUTPUT_NOT_OURS = Code(
    "output-not-ours",
    _ERROR,
    "{name} já existe e não foi gravado por este programa: ficou como estava.",
    "Escolha outro nome com --saida ou diga --sobrescrever.",
    Exit.OUTPUT,
)
OUTPUT_OTHER_NAMES = Code(
    "output-other-names",
    _ERROR,
    "{name} já existe com outros nomes (verdadeiros, ou pseudônimos de outra chave): ficou como "
    "estava.",
    "Escolha outro nome com --saida; para abrir mão do que está nele, repita com --sobrescrever.",
    Exit.OUTPUT,
)
OUTPUT_HAS_WORDS = Code(
    "output-has-words",
    _ERROR,
    "{name} tem anotações ou abas suas, que um resultado anônimo não leva adiante: ficou como "
    "estava.",
    "Guarde-o com outro nome; para abrir mão do que escreveu nele, repita com --sobrescrever.",
    Exit.OUTPUT,
)
LIMITS_UNUSABLE = Code(
    "limits-unusable",
    _ERROR,
    "Os limites que você mudou na aba Parâmetros não servem: {reason}.",
    "Corrija-os na aba Parâmetros da planilha, salve e rode de novo.",
    Exit.CONFIG,
)
OUTPUT_NOTES_UNREADABLE = Code(
    "output-notes-unreadable",
    _ERROR,
    "Não foi possível ler o que você anotou em {name}: nada foi gravado, para não perder nada.",
    "Abra e salve o arquivo de novo, ou mude o nome dele; para abrir mão do que está nele, repita "
    "com --sobrescrever.",
    Exit.OUTPUT,
)
OUTPUT_OPEN = Code(
    "output-open",
    _ERROR,
    "{name} está aberto{who} em outro programa: não foi gravado.",
    "Feche a planilha no Excel ou no LibreOffice e rode de novo.",
    Exit.OUTPUT,
)
OUTPUT_BUSY = Code(
    "output-busy",
    _ERROR,
    "Outra execução deste programa está gravando {name}.",
    "Espere ela terminar e rode de novo.",
    Exit.OUTPUT,
)
OUTPUT_NO_SPACE = Code(
    "output-no-space",
    _ERROR,
    "Não há espaço em disco para gravar {name}; o que havia antes ficou como estava.",
    "Libere espaço ou escolha outra pasta com --saida.",
    Exit.OUTPUT,
)
NO_SUCH_BREAKDOWN = Code(
    "no-such-breakdown",
    _ERROR,
    "Não há como separar a carteira por {field}: as planilhas não trazem esse campo.",
    "{guess}Com --por, dá para separar por: {fields}.",
    Exit.USAGE,
)
UNKNOWN_TERM = Code(
    "unknown-term",
    _ERROR,
    "Não conheço a palavra {term}.",
    "Escreva-a como o programa a mostra; as mais parecidas: {nearest}.",
    Exit.USAGE,
)
NOT_A_RESULT = Code(
    "not-a-result",
    _ERROR,
    "{name} não é o resultado de uma análise: não guarda como estava a carteira.",
    "Compare duas planilhas de resultado (-carteira.xlsx) ou dois JSON de carteira analisar.",
    Exit.INPUT,
)
RESULT_UNREADABLE = Code(
    "result-unreadable",
    _ERROR,
    "{name} é um resultado deste programa, mas está danificado ou é de uma versão mais nova.",
    "Use uma cópia boa dele, ou analise de novo as vendas com --data-base no dia dele.",
    Exit.INPUT,
)
DIFFERENT_CURRENCIES = Code(
    "different-currencies",
    _ERROR,
    "{before} está em {currency_before} e {now} em {currency_now}: não dá para comparar.",
    "Compare resultados da mesma moeda.",
    Exit.INPUT,
)
NO_CUSTOMERS = Code(
    "no-customers",
    _ERROR,
    "Nenhuma venda diz quem comprou: não há cliente a mostrar.",
    "Confira em carteira diagnosticar de qual coluna vem o cliente; aponte-a com --coluna.",
    Exit.INPUT,
)
NO_SUCH_CUSTOMER = Code(
    "no-such-customer",
    _ERROR,
    "Nenhum cliente se chama “{wanted}”, nem tem esse código ou documento.",
    "Os nomes mais parecidos: {nearest}. Diga o nome, o código ou o CPF/CNPJ dele.",
    Exit.USAGE,
)
CUSTOMER_IN_NO_FIGURE = Code(
    "customer-in-no-figure",
    _ERROR,
    "“{wanted}” não é cliente desta carteira: só está em linhas que não contam para ninguém.",
    "Linhas: {rows}. carteira diagnosticar diz por que ficaram de fora.",
    Exit.USAGE,
)
SEVERAL_CUSTOMERS = Code(
    "several-customers",
    _ERROR,
    "“{wanted}” serve para {n} clientes:\n{customers}",
    "Diga o nome inteiro, o código ou o CPF/CNPJ de um deles.",
    Exit.USAGE,
)
NO_MEMORY = Code(
    "no-memory",
    _ERROR,
    "A memória deste computador não basta para estes arquivos.",
    "Feche outros programas, ou divida os arquivos em partes menores.",
    Exit.INPUT,
)
DISK_FULL = Code(
    "disk-full",
    _ERROR,
    "Não há espaço em disco para escrever o resultado.",
    "Libere espaço no disco e rode de novo.",
    Exit.OUTPUT,
)
OUTPUT_NO_PERMISSION = Code(
    "output-no-permission",
    _ERROR,
    "Sem permissão para gravar {name} em {folder}.",
    "Escolha outra pasta com --saida ou libere a gravação.",
    Exit.OUTPUT,
)
OUTPUT_UNCONFIRMED = Code(
    "output-unconfirmed",
    _ERROR,
    "{name} foi gravado, mas o disco não confirmou a gravação (erro {number}).",
    "Confira o disco e rode de novo.",
    Exit.OUTPUT,
)
OUTPUT_FAILED = Code(
    "output-failed",
    _ERROR,
    "Não consegui gravar {name}: o sistema recusou (erro {number}).",
    "Confira a pasta e o disco ou escolha outra pasta com --saida.",
    Exit.OUTPUT,
)

# The user's own file can't be written into; it stays as it is.
_NEW_FILE = "Grave numa planilha nova: sem --na-planilha."
IN_PLACE_FORMAT = Code(
    "in-place-format",
    _ERROR,
    "Só dá para gravar dentro de um arquivo .xlsx ou .xlsm, e este não é um deles.",
    _NEW_FILE,
    Exit.OUTPUT,
)
IN_PLACE_PASSWORD = Code(
    "in-place-password",
    _ERROR,
    "A planilha está protegida por senha: não dá para gravar dentro dela.",
    _NEW_FILE,
    Exit.OUTPUT,
)
IN_PLACE_STRICT = Code(
    "in-place-strict",
    _ERROR,
    "A planilha foi salva no formato “Open XML estrito”: não dá para gravar dentro dela.",
    "Grave numa planilha nova: sem --na-planilha. "
    "Ou salve-a no Excel como “Pasta de Trabalho do Excel” e rode de novo.",
    Exit.OUTPUT,
)
IN_PLACE_SIGNED = Code(
    "in-place-signed",
    _ERROR,
    "A planilha tem assinatura digital, que deixaria de valer se gravássemos nela.",
    _NEW_FILE,
    Exit.OUTPUT,
)
IN_PLACE_LOCKED = Code(
    "in-place-locked",
    _ERROR,
    "A estrutura da planilha está protegida: não deixa incluir abas.",
    "Grave numa planilha nova: sem --na-planilha. "
    "Ou desproteja-a no Excel, em Revisão, Proteger Pasta de Trabalho.",
    Exit.OUTPUT,
)
IN_PLACE_SHARED = Code(
    "in-place-shared",
    _ERROR,
    "A planilha é compartilhada e guarda as alterações de cada pessoa: não gravamos nela.",
    "Grave numa planilha nova: sem --na-planilha. "
    "Ou pare de compartilhá-la no Excel e rode de novo.",
    Exit.OUTPUT,
)
IN_PLACE_SHEET_NAME = Code(
    "in-place-sheet-name",
    _ERROR,
    "A planilha já tem uma aba chamada {sheet}, que não foi feita por este programa.",
    "Grave numa planilha nova: sem --na-planilha. Ou dê outro nome a essa aba e rode de novo.",
    Exit.OUTPUT,
)
IN_PLACE_UNSOUND = Code(
    "in-place-unsound",
    _ERROR,
    "Não dá para gravar dentro da planilha com segurança: {reason}.",
    "Grave numa planilha nova: sem --na-planilha. "
    "Ou abra-a no Excel, salve-a de novo e rode outra vez.",
    Exit.OUTPUT,
)
IN_PLACE_CHANGED = Code(
    "in-place-changed",
    _ERROR,
    "{name} mudou enquanto era lida: ficou como está.",
    "Rode de novo, com ela fechada.",
    Exit.OUTPUT,
)
