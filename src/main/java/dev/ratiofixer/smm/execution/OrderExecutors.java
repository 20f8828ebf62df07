package dev.ratiofixer.smm.execution;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.smm.api.PreflightLedger;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.OrderExecutor.Step;
import dev.ratiofixer.smm.execution.adbudget.AdBudgetExecutor;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.ForeignChanges;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.OverdueBudgets;
import dev.ratiofixer.smm.execution.adbudget.TrialExecutor;
import dev.ratiofixer.smm.execution.comment.CommentExecutor;
import dev.ratiofixer.smm.execution.task.WebhookTaskExecutor;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.TrialLog;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The executors of all levers, and the one place that picks an order's. */
record OrderExecutors(
        AdBudgetExecutor budgets, TrialExecutor trials, CommentExecutor comments, WebhookTaskExecutor tasks) {
    static OrderExecutors open(
            ProviderClients clients,
            OrderLedger ledger,
            PreflightLedger preflights,
            OverdueBudgets overdue,
            ForeignChanges changes,
            TrialLog log,
            InstantSource clock,
            Supplier<SmmSettings> settings) {
        AdBudgetExecutor budgets = new AdBudgetExecutor(
                clients.ads(), clients.adsTokens(), ledger, preflights, overdue, changes, clock, settings);
        return new OrderExecutors(
                budgets,
                new TrialExecutor(budgets, ledger, changes, log, clock),
                new CommentExecutor(
                        clients.owners(), clients.sheets(), clients.secrets().apiKey(), ledger, clock, settings),
                new WebhookTaskExecutor(clients.webhook(), clients.secrets().webhookSecret(), settings));
    }

    List<OrderExecutor<?>> all() {
        return List.of(budgets, comments, tasks);
    }

    /** The executor of a service's orders. */
    OrderExecutor<?> of(PromotionService service) {
        return switch (service) {
            case PromotionService.AdBudgetService ads -> budgets;
            case PromotionService.OwnerCommentService comment -> comments;
            case PromotionService.TeamTaskService team -> tasks;
        };
    }

    /** The executor of an order, with what the order does. */
    Execution<?> of(Order order) {
        return switch (order.terms().action()) {
            case SetDailyBudget budget -> new Execution<>(budgets, budget);
            case RunTrial trial -> new Execution<>(trials, trial);
            case PostComment comment -> new Execution<>(comments, comment);
            case AskTeam task -> new Execution<>(tasks, task);
        };
    }

    /** An executor and one of its orders' actions. */
    record Execution<A extends OrderAction>(OrderExecutor<A> executor, A action) {
        Future<Placement> place(Placing order, FencingCheck gate) {
            return executor.place(order, action, gate);
        }

        Future<Placement> readBack(Placing order) {
            return executor.readBack(order, action);
        }

        Duration effect() {
            return executor.effect(action);
        }

        Future<Step> settle(Pending order, FencingCheck gate) {
            return executor.settle(order, action, gate);
        }
    }
}
